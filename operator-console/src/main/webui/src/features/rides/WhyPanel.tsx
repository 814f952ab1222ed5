import { Link } from "react-router";
import { why as whyReader, type Why } from "../../shared/api";
import { clock, shortId, words } from "../../shared/format";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, Panel } from "../../shared/ui";

type Match = Why["matches"][number];
type Tick = NonNullable<Match["tick"]>;

/** Each car that the ride got, with what it was weighed against. */
export function WhyPanel({ path }: { path: string }) {
  const why = useApi(`${path}/why`, whyReader, 5);
  return (
    <Panel title="Why this car?">
      {why.isError && <Failure fault={why.error} retry={() => void why.refetch()} />}
      {why.isPending && <Loading what="the reasons" />}
      {why.data?.matches.length === 0 && <Empty>No car has been chosen yet.</Empty>}
      {why.data?.matches.map((match) => <Reasons key={match.rideVersion} match={match} />)}
    </Panel>
  );
}

function Reasons({ match }: { match: Match }) {
  return (
    <article className="why">
      <h3>
        <Link to={`/vehicles/${match.vehicleId}`}>{match.vehicleId}</Link> at <time dateTime={match.at}>{clock(match.at)}</time>,{" "}
        {match.by === "operator" ? `by an operator: ${match.cause}` : "by the matcher"}
      </h3>
      {match.tick !== null && <Weighed tick={match.tick} />}
      {match.tick === null && match.by !== "operator" && <p className="muted">What decided it is no longer kept.</p>}
    </article>
  );
}

const REPLAY: Record<string, string> = {
  "same-car": "Decided again from what was kept: the same car.",
  "same-cost": "Decided again from what was kept: another car that costs the same.",
  "other-car": "Decided again from what was kept: another car. The rules have changed since.",
};

function Weighed({ tick }: { tick: Tick }) {
  const leftOut = Object.entries(tick.leftOut).map(([reason, count]) => `${count} ${words(reason).toLowerCase()}`);
  return (
    <>
      <div className="table-box">
        <table aria-label="Cars that came into question">
          <thead>
            <tr>
              <th scope="col">Vehicle</th>
              <th scope="col" className="number">
                Approach, s
              </th>
              <th scope="col" className="number">
                Cost, s of waiting
              </th>
              <th scope="col" className="number">
                Against chosen
              </th>
              <th scope="col">Instead</th>
            </tr>
          </thead>
          <tbody>
            {tick.candidates.map((car, index) => (
              <tr key={car.vehicleId}>
                <td>
                  {index === 0 ? <strong>{car.vehicleId} (chosen)</strong> : car.vehicleId}
                </td>
                <td className="number">{car.approachSeconds.toFixed(1)}</td>
                <td className="number" title={terms(car)}>
                  {car.costSeconds.toFixed(1)}
                </td>
                <td className="number">{index === 0 ? "–" : signed(car.extraSeconds)}</td>
                <td>{index === 0 ? "–" : car.takenBy === "" ? "Stayed free" : <Link to={`/rides/${car.takenBy}`}>Ride {shortId(car.takenBy)}</Link>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="why-note">
        {tick.openRides} open {tick.openRides === 1 ? "ride" : "rides"}, {tick.availableCars} available{" "}
        {tick.availableCars === 1 ? "car" : "cars"}
        {leftOut.length > 0 && `; left out: ${leftOut.join(", ")}`}.{" "}
        {tick.provenOptimal ? "No other assignment costs less (proven)." : "Not proven to be the best."} {REPLAY[tick.replay] ?? tick.replay}
      </p>
    </>
  );
}

function terms(car: Tick["candidates"][number]): string {
  return [
    `approach ${car.approachSeconds.toFixed(1)} s`,
    `empty driving ${car.emptySeconds.toFixed(1)} s`,
    `another car than told ${car.switchSeconds.toFixed(1)} s`,
    `worth where it is ${car.zoneSeconds.toFixed(1)} s`,
    `other ${car.softSeconds.toFixed(1)} s`,
  ].join(", ");
}

function signed(seconds: number): string {
  return `${seconds < 0 ? "−" : "+"}${Math.abs(seconds).toFixed(1)} s`;
}
