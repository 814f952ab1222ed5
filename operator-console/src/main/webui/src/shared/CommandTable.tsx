import { Link } from "react-router";
import type { Command } from "./api";
import { dateTime, words } from "./format";
import { StatePill } from "./ui";

/** Commands of the whole fleet, or of one vehicle in its order; each leads to its history. */
export function CommandTable({ commands, of }: { commands: readonly Command[]; of: "fleet" | "vehicle" }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Command</th>
            <th scope="col">State</th>
            {of === "fleet" && <th scope="col">Vehicle</th>}
            <th scope="col" className="number">
              No.
            </th>
            <th scope="col">Sender</th>
            <th scope="col">Queued</th>
            <th scope="col">Changed</th>
            <th scope="col">Deadline</th>
            <th scope="col">Detail</th>
          </tr>
        </thead>
        <tbody>
          {commands.map((one) => (
            <tr key={one.commandId}>
              <td>
                <Link to={`/commands/${one.commandId}`} title={one.commandId}>
                  {words(one.kind)}
                </Link>
              </td>
              <td>
                <StatePill state={one.state} />
              </td>
              {of === "fleet" && (
                <td>
                  <Link to={`/vehicles/${one.vehicleId}`}>{one.vehicleId}</Link>
                </td>
              )}
              <td className="number">{one.sequence}</td>
              <td>{one.sender}</td>
              <td>{dateTime(one.queuedAt)}</td>
              <td>{dateTime(one.changedAt)}</td>
              <td>{dateTime(one.notAfter)}</td>
              <td>{remark(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The code and the words that came with a state, or a dash. */
export function remark({ code, detail }: { code: string; detail: string }): string {
  return [code, detail].filter((part) => part !== "").join(": ") || "–";
}
