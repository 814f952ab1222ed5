import { useState } from "react";
import { Link } from "react-router";
import { timeline, type Timeline } from "../../shared/api";
import { dateTime, words } from "../../shared/format";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, Panel, Tabs } from "../../shared/ui";

const KINDS = [
  ["", "All"],
  ["presence", "Presence"],
  ["command", "Commands"],
  ["telemetry", "Telemetry"],
  ["event", "Events"],
  ["safety", "Safety"],
  ["certificate", "Certificates"],
] as const;

const PAGE_SIZE = 100;

/** What the vehicle said, what it was told, and when its link came and went: one list, the newest first, live on its first page. */
export function TimelinePanel({ vehicleId }: { vehicleId: string }) {
  const [before, setBefore] = useState<string | null>(null);
  const [kind, setKind] = useState("");
  const page = before === null ? "" : `&before=${encodeURIComponent(before)}`;
  const shown = useApi(
    `/api/gateway/v1/vehicles/${encodeURIComponent(vehicleId)}/timeline?limit=${PAGE_SIZE}${page}`,
    timeline,
    before === null ? 2 : false,
  );
  const entries = (shown.data?.entries ?? []).filter((entry) => kind === "" || entry.kind === kind);
  const oldest = shown.data?.entries.at(-1)?.time;
  return (
    <Panel title="Timeline" side={<Tabs label="Which entries" options={KINDS} value={kind} onChange={setKind} />}>
      {shown.isError && <Failure fault={shown.error} retry={() => void shown.refetch()} />}
      {shown.isPending && <Loading what="the timeline" />}
      {shown.data?.truncated && <p className="state-note">What the vehicle said in the last minutes is shown in part only.</p>}
      {shown.isSuccess && entries.length === 0 && <Empty>Nothing happened here.</Empty>}
      {entries.length > 0 && <Entries entries={entries} />}
      <div className="more acts">
        {before !== null && (
          <button type="button" className="button" onClick={() => setBefore(null)}>
            Back to now
          </button>
        )}
        {oldest !== undefined && (shown.data?.entries.length ?? 0) >= PAGE_SIZE && (
          <button type="button" className="button" onClick={() => setBefore(oldest)}>
            Show older entries
          </button>
        )}
      </div>
    </Panel>
  );
}

function Entries({ entries }: { entries: Timeline["entries"] }) {
  return (
    <div className="table-box">
      <table aria-label="Timeline">
        <tbody>
          {entries.map((entry) => (
            <tr key={`${entry.kind}/${entry.id}/${entry.time}/${entry.summary}`}>
              <td>
                <time dateTime={entry.time}>{dateTime(entry.time)}</time>
              </td>
              <td className={`entry-kind entry-${entry.kind}`}>{words(entry.kind)}</td>
              <td>{entry.kind === "command" ? <Link to={`/commands/${entry.id}`}>{entry.summary}</Link> : entry.summary}</td>
              <td>{entry.traceId !== "" && <code title="Trace">{entry.traceId}</code>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
