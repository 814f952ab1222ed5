import { Link } from "react-router";
import type { ChargingSite, Task } from "../../shared/api";
import { dateTime, words } from "../../shared/format";
import { StatePill } from "../../shared/ui";

/** Tasks with what became of them; a charge shows what it took in. */
export function TaskTable({
  tasks,
  sites,
  onEnd,
}: {
  tasks: readonly Task[];
  sites: readonly ChargingSite[];
  onEnd: ((task: Task) => void) | null;
}) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Vehicle</th>
            <th scope="col">Task</th>
            <th scope="col">State</th>
            <th scope="col">Since</th>
            <th scope="col">Where</th>
            <th scope="col">Battery</th>
            <th scope="col">By</th>
            <th scope="col">Why</th>
            {onEnd && <th scope="col">Acts</th>}
          </tr>
        </thead>
        <tbody>
          {tasks.map((task) => (
            <tr key={task.taskId}>
              <td>
                <Link to={`/vehicles/${task.vehicleId}`}>{task.vehicleId}</Link>
              </td>
              <td>{words(task.kind)}</td>
              <td>
                <StatePill state={task.state} /> <span className="muted">{words(task.cause)}</span>
              </td>
              <td>{dateTime(task.stateSince)}</td>
              <td>{sites.find((site) => site.siteId === task.siteId)?.name ?? "–"}</td>
              <td>{batteryOf(task)}</td>
              <td>{task.actor}</td>
              <td>{task.reason}</td>
              {onEnd && (
                <td>
                  <button type="button" className="button button-quiet" onClick={() => onEnd(task)}>
                    Take back
                  </button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function batteryOf(task: Task): string {
  if (task.arrivedPercent === null) return "–";
  const from = `${Math.round(task.arrivedPercent)} %`;
  if (task.endedPercent === null) return `from ${from}`;
  const energy = task.energyKilowattHours === null ? "" : `, ${task.energyKilowattHours.toFixed(1)} kWh`;
  return `${from} to ${Math.round(task.endedPercent)} %${energy}`;
}
