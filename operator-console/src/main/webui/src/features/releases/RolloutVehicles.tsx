import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import type { Rollout, RolloutVehicle } from "../../shared/api";
import { dateTime } from "../../shared/format";
import { ignored, write } from "../../shared/http";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { StatePill } from "../../shared/ui";
import { isCancellable } from "./reach";

/** The vehicles of a rollout. One that has not begun, or that asks for its updates itself, may be taken out of it. */
export function RolloutVehicles({ rollout, path }: { rollout: Rollout; path: string }) {
  const queries = useQueryClient();
  const [cancelled, setCancelled] = useState<RolloutVehicle | null>(null);
  const [force, setForce] = useState(false);
  return (
    <>
      <div className="table-box">
        <table>
          <thead>
            <tr>
              <th scope="col">Vehicle</th>
              <th scope="col">State</th>
              <th scope="col">Since</th>
              <th scope="col">Deadline</th>
              <th scope="col">Detail</th>
              <th scope="col">Act</th>
            </tr>
          </thead>
          <tbody>
            {(rollout.vehicles ?? []).map((car) => (
              <tr key={car.vehicleId}>
                <td>
                  <Link to={`/vehicles/${car.vehicleId}`}>{car.vehicleId}</Link>
                </td>
                <td>
                  <StatePill state={car.state} />
                </td>
                <td>{dateTime(car.since)}</td>
                <td>{car.deadlineAt ? dateTime(car.deadlineAt) : "–"}</td>
                <td>{detail(car)}</td>
                <td>
                  {isCancellable(car) && (
                    <button type="button" className="button" onClick={() => setCancelled(car)}>
                      Take out
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {cancelled && (
        <ReasonDialog
          title={`Take ${cancelled.vehicleId} out of this rollout?`}
          reach={
            cancelled.state === "eligible"
              ? "Nothing has been sent to it yet."
              : "It is asked to give up its update, and may refuse once it installs."
          }
          confirm="Take out"
          act={async (reason) => {
            await write(`${path}/vehicles/${encodeURIComponent(cancelled.vehicleId)}/cancel`, { reason, force }, ignored);
            await queries.invalidateQueries({ queryKey: [path] });
          }}
          onClose={() => setCancelled(null)}
        >
          {cancelled.actionId !== null && (
            <label>
              <input type="checkbox" checked={force} onChange={(event) => setForce(event.target.checked)} />
              It was asked before and does not answer: end its update without its word
            </label>
          )}
        </ReasonDialog>
      )}
    </>
  );
}

function detail(car: RolloutVehicle): string {
  const said = [car.code, car.detail].filter((part) => part !== "").join(": ");
  if (car.returnsTo === null) return said || "–";
  return said === "" ? `Back to ${car.returnsTo}` : `Back to ${car.returnsTo} (${said})`;
}
