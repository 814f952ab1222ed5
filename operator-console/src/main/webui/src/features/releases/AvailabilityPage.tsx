import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { availability, type Availability } from "../../shared/api";
import { dateTime } from "../../shared/format";
import { ignored, write } from "../../shared/http";
import { useApi } from "../../shared/queries";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Empty, Failure, Loading, PageHead, Panel, StatePill } from "../../shared/ui";
import { BlackoutDialog } from "./BlackoutDialog";

const PATH = "/api/ota/v1/availability";
/** Stands for each market that has no cap of its own. */
const EVERY_MARKET = "default";

type Blackout = Availability["blackouts"][number];

/** When and how many vehicles may be taken out of service for updates. */
export default function AvailabilityPage() {
  const queries = useQueryClient();
  const found = useApi(PATH, availability, 5);
  const [adding, setAdding] = useState(false);
  const [capping, setCapping] = useState(false);
  const [lifted, setLifted] = useState<Blackout | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: [PATH] });
  return (
    <>
      <PageHead title="When vehicles may be updated">
        <div className="acts">
          <button type="button" className="button" onClick={() => setAdding(true)}>
            Add a blackout
          </button>
          <button type="button" className="button" onClick={() => setCapping(true)}>
            Set a cap
          </button>
        </div>
      </PageHead>
      <div className="stack">
        <p className="back">
          <Link to="/releases">All releases</Link>
        </p>
        {found.isError && <Failure fault={found.error} retry={() => void found.refetch()} />}
        {found.isPending && <Loading what="blackouts and caps" />}
        {found.data && (
          <>
            <Panel title="Blackouts">
              {found.data.blackouts.length === 0 ? (
                <Empty>No hours are closed.</Empty>
              ) : (
                <BlackoutTable blackouts={found.data.blackouts} onLift={setLifted} />
              )}
            </Panel>
            <Panel title="Markets">
              <MarketTable of={found.data} />
            </Panel>
          </>
        )}
      </div>
      {adding && <BlackoutDialog path={`${PATH}/blackouts`} onClose={() => setAdding(false)} onDone={() => void again()} />}
      {capping && <CapDialog onClose={() => setCapping(false)} onDone={() => void again()} />}
      {lifted && (
        <ReasonDialog
          title="Lift this blackout?"
          reach={`Vehicles may be taken again: ${hours(lifted)}.`}
          confirm="Lift blackout"
          act={async (reason) => {
            await write(`${PATH}/blackouts/${lifted.id}?${why(reason)}`, {}, ignored, { method: "DELETE" });
            await again();
          }}
          onClose={() => setLifted(null)}
        />
      )}
    </>
  );
}

function why(reason: string): string {
  return new URLSearchParams({ reason }).toString();
}

function hours(blackout: Blackout): string {
  if (blackout.schedule !== null) return `${blackout.schedule} for ${blackout.duration ?? ""} (${blackout.timezone ?? ""})`;
  return `${dateTime(blackout.from ?? "")} to ${dateTime(blackout.until ?? "")}`;
}

function BlackoutTable({ blackouts, onLift }: { blackouts: readonly Blackout[]; onLift: (blackout: Blackout) => void }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Market</th>
            <th scope="col">Hours</th>
            <th scope="col">Now</th>
            <th scope="col">Why</th>
            <th scope="col">By</th>
            <th scope="col">Act</th>
          </tr>
        </thead>
        <tbody>
          {blackouts.map((one) => (
            <tr key={one.id}>
              <td>{one.marketId ?? "All"}</td>
              <td>{hours(one)}</td>
              <td>
                <StatePill state={one.holds ? "closed" : "open"} />
              </td>
              <td>{one.reason}</td>
              <td>{one.createdBy}</td>
              <td>
                <button type="button" className="button" onClick={() => onLift(one)}>
                  Lift
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MarketTable({ of }: { of: Availability }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Market</th>
            <th scope="col">Vehicles</th>
            <th scope="col">Out of service for an update</th>
            <th scope="col">More may be taken</th>
          </tr>
        </thead>
        <tbody>
          {of.markets.map((market) => (
            <tr key={market.marketId}>
              <td>{market.marketId || "None"}</td>
              <td>{market.cars}</td>
              <td>{market.outOfService}</td>
              <td>{market.room ?? "Any number"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="notes">
        {of.caps.length === 0
          ? "No market has a cap."
          : of.caps.map((cap) => `${cap.marketId || "Each other market"}: ${capText(cap)}`).join(". ")}
      </p>
    </div>
  );
}

function capText(cap: Availability["caps"][number]): string {
  return [cap.mostCars === null ? "" : `at most ${cap.mostCars}`, cap.mostPercent === null ? "" : `at most ${cap.mostPercent} %`]
    .filter((part) => part !== "")
    .join(" and ");
}

function CapDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [market, setMarket] = useState("");
  const [cars, setCars] = useState("");
  const [percent, setPercent] = useState("5");
  return (
    <ReasonDialog
      title="Cap the vehicles that are out of service for updates?"
      reach="Holds from the next vehicle on. Leave both numbers empty to take the cap away."
      confirm="Set cap"
      act={async (reason) => {
        const path = `${PATH}/caps/${encodeURIComponent(market.trim() || EVERY_MARKET)}`;
        const gone = cars.trim() === "" && percent.trim() === "";
        const wanted = { mostCars: whole(cars), mostPercent: whole(percent), reason };
        if (gone) await write(`${path}?${why(reason)}`, {}, ignored, { method: "DELETE" });
        else await write(path, wanted, ignored, { method: "PUT" });
      }}
      onClose={onClose}
      onDone={onDone}
    >
      <label htmlFor="cap-market">Market, or nothing for each that has no cap of its own</label>
      <input id="cap-market" value={market} onChange={(event) => setMarket(event.target.value)} />
      <label htmlFor="cap-cars">At most so many vehicles</label>
      <input id="cap-cars" inputMode="numeric" value={cars} onChange={(event) => setCars(event.target.value)} />
      <label htmlFor="cap-percent">At most such a share, percent</label>
      <input id="cap-percent" inputMode="numeric" value={percent} onChange={(event) => setPercent(event.target.value)} />
    </ReasonDialog>
  );
}

function whole(typed: string): number | null {
  return typed.trim() === "" ? null : Math.trunc(Number(typed));
}
