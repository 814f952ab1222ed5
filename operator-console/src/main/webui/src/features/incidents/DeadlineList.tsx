import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import type { Deadline } from "../../shared/api";
import { dateTime, shortId, span } from "../../shared/format";
import { ignored, write } from "../../shared/http";
import { useNow } from "../../shared/now";
import { useHasRole } from "../../shared/queries";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { StatePill } from "../../shared/ui";

const MILLIS = 1_000;

/** How long it is until then, or how long ago it was. */
export function timeLeft(dueAt: string, now: number): string {
  const seconds = (Date.parse(dueAt) - now) / MILLIS;
  return seconds < 0 ? `${span(-seconds)} late` : `${span(seconds)} left`;
}

/** Clocks, the first to lapse first; `shown` is the path whose answer they are. */
export function DeadlineList({ deadlines, shown, withIncident }: { deadlines: readonly Deadline[]; shown: string; withIncident: boolean }) {
  const now = useNow();
  const queries = useQueryClient();
  const mayDrop = useHasRole("safety");
  const [dropping, setDropping] = useState<Deadline | null>(null);
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Report</th>
            <th scope="col">State</th>
            <th scope="col">Due</th>
            <th scope="col">Known since</th>
            <th scope="col">Reminders</th>
            {withIncident && <th scope="col">Incident</th>}
            <th scope="col">Acts</th>
          </tr>
        </thead>
        <tbody>
          {deadlines.map((one) => (
            <tr key={one.deadlineId}>
              <td>{one.title}</td>
              <td>
                <StatePill state={one.state === "running" && one.hasLapsed ? "missed" : one.state} />
                {one.endedReason !== null && (
                  <small className="muted">
                    {" "}
                    {one.endedReason}, {one.endedBy}
                  </small>
                )}
              </td>
              <td>
                {dateTime(one.dueAt)}
                {one.state === "running" && <small className={one.hasLapsed ? "pill pill-bad" : "muted"}> {timeLeft(one.dueAt, now)}</small>}
              </td>
              <td>{dateTime(one.noticedAt)}</td>
              <td className="number">
                {one.reminded} of {one.reminders.length}
              </td>
              {withIncident && (
                <td>
                  <Link to={`/incidents/${one.incidentId}`}>{shortId(one.incidentId)}</Link>
                </td>
              )}
              <td>
                {one.state === "running" && (
                  <>
                    <Link className="button" to={`/incidents/${one.incidentId}/report`}>
                      Report
                    </Link>{" "}
                    {mayDrop && (
                      <button type="button" className="button" onClick={() => setDropping(one)}>
                        Drop
                      </button>
                    )}
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {dropping && (
        <ReasonDialog
          title="Does nobody have to be told?"
          reach={`Ends 1 clock without a report: ${dropping.title}.`}
          confirm="Drop"
          danger
          act={async (reason) => {
            await write(`/api/incident/v1/deadlines/${dropping.deadlineId}/drop`, { reason }, ignored);
            await queries.invalidateQueries({ queryKey: [shown] });
          }}
          onClose={() => setDropping(null)}
        />
      )}
    </div>
  );
}
