import { useRef } from "react";
import { vehicleLink, type VehicleLink } from "../../shared/api";
import { dateTime, orDash, words } from "../../shared/format";
import { useApi } from "../../shared/queries";
import { Empty, Facts, Failure, Loading, Panel, StatePill } from "../../shared/ui";
import { ratesBetween, type Reading } from "./link-rates";

/** How the link does, second by second. */
export function LinkPanel({ vehicleId }: { vehicleId: string }) {
  const link = useApi(`/api/gateway/v1/vehicles/${encodeURIComponent(vehicleId)}/link`, vehicleLink, 1);
  return (
    <Panel title="Link" side={link.data && <StatePill state={link.data.presence} />}>
      {link.isError && <Failure fault={link.error} retry={() => void link.refetch()} />}
      {link.isPending && <Loading what="the link" />}
      {link.data && <LinkFacts link={link.data} />}
      {link.data && link.data.lanes.length > 0 && <Lanes reading={{ link: link.data, atMillis: link.dataUpdatedAt }} />}
      {link.data?.presence === "connected" && link.data.lanes.length === 0 && (
        <Empty>The lanes are not shown: another gateway has the session, or nothing was said yet.</Empty>
      )}
    </Panel>
  );
}

function LinkFacts({ link }: { link: VehicleLink }) {
  return (
    <Facts
      of={[
        ["Session epoch", link.sessionEpoch === 0 ? "–" : String(link.sessionEpoch)],
        ["Gateway", orDash(link.gatewayId)],
        ["Since", link.since ? dateTime(link.since) : "–"],
        ["Last heard", link.heardMillisAgo === null ? "–" : `${(link.heardMillisAgo / 1000).toFixed(1)} s ago`],
        ["Round trip", link.roundTripMillis === null ? "–" : `${link.roundTripMillis} ms`],
        ["Agent", orDash(link.agentVersion ?? "")],
        ["Address", orDash(link.address ?? "")],
      ]}
    />
  );
}

function Lanes({ reading }: { reading: Reading }) {
  const last = useRef<{ older: Reading; newer: Reading }>({ older: reading, newer: reading });
  if (last.current.newer.atMillis !== reading.atMillis) last.current = { older: last.current.newer, newer: reading };
  const rates = ratesBetween(last.current.older, last.current.newer);
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Lane</th>
            {["Records/s", "Taken in", "Last", "Durable", "Under way", "Put off", "Refused", "Conflated", "Credit"].map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {reading.link.lanes.map((lane) => (
            <tr key={lane.lane}>
              <td>{words(lane.lane)}</td>
              <td className="number">{rates.get(lane.lane)?.toFixed(1) ?? "–"}</td>
              {[lane.taken, lane.lastSequence, lane.durableSequence, lane.underWay, lane.putOff, lane.refused, lane.conflated, lane.credit].map(
                (value, column) => (
                  <td key={column} className="number">
                    {value}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
