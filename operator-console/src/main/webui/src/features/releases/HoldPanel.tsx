import { Link } from "react-router";
import type { Rollout } from "../../shared/api";
import { dateTime, words } from "../../shared/format";
import { Panel } from "../../shared/ui";

/** Why a rollout is held, since when, by whom, and which incidents a person must answer for who lets it go on. */
export function HoldPanel({ rollout }: { rollout: Rollout }) {
  const paused = (rollout.changes ?? []).find((change) => change.state === "paused");
  if (rollout.state !== "paused" || (!paused && rollout.heldFor.length === 0)) return null;
  return (
    <Panel title="Why it is held">
      {paused && (
        <p className="notes">
          {`Since ${dateTime(paused.at)} by ${paused.actor}`}
          {paused.detail && `: ${paused.detail}`}
        </p>
      )}
      {rollout.heldFor.length > 0 && (
        <ul className="notes" aria-label="Incidents">
          {rollout.heldFor.map((incident) => (
            <li key={incident.incidentId}>
              <Link to={`/incidents/${encodeURIComponent(incident.incidentId)}`}>{`${words(incident.kind)} of ${incident.vehicleId}`}</Link>
              {`, severity 1, heard of ${dateTime(incident.notedAt)}`}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** What became of a rollout, who did it and why; the newest first. */
export function RolloutHistory({ rollout }: { rollout: Rollout }) {
  const changes = rollout.changes ?? [];
  if (changes.length === 0) return null;
  return (
    <Panel title="History">
      <div className="table-box">
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">State</th>
              <th scope="col">By</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change, index) => (
              <tr key={changes.length - index}>
                <td>{dateTime(change.at)}</td>
                <td>{words(change.state)}</td>
                <td>{change.actor}</td>
                <td>{change.detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
