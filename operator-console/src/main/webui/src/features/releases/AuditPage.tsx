import { useState } from "react";
import { Link } from "react-router";
import { auditPage } from "../../shared/api";
import { dateTime } from "../../shared/format";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, PageHead, Panel, StatePill } from "../../shared/ui";

/** Who did what to releases, rollouts and cars' updates, and why. */
export default function AuditPage() {
  const [subject, setSubject] = useState("");
  const [actor, setActor] = useState("");
  const [older, setOlder] = useState<readonly number[]>([]);
  const before = older.at(-1);
  const asked = new URLSearchParams();
  if (subject.trim() !== "") asked.set("subject", subject.trim());
  if (actor.trim() !== "") asked.set("actor", actor.trim());
  if (before !== undefined) asked.set("before", String(before));
  const found = useApi(`/api/ota/v1/audit?${asked.toString()}`, auditPage, before === undefined ? 10 : false);
  const next = found.data?.next ?? null;
  return (
    <>
      <PageHead title="Audit of updates" />
      <div className="stack">
        <p className="back">
          <Link to="/releases">All releases</Link>
        </p>
        <Panel title="Entries">
          <label htmlFor="audit-subject">Only of this release, rollout or vehicle</label>
          <input id="audit-subject" value={subject} onChange={(event) => (setOlder([]), setSubject(event.target.value))} />
          <label htmlFor="audit-actor">Only by this person or program</label>
          <input id="audit-actor" value={actor} onChange={(event) => (setOlder([]), setActor(event.target.value))} />
          {found.isError && <Failure fault={found.error} retry={() => void found.refetch()} />}
          {found.isPending && <Loading what="the audit" />}
          {found.data?.entries.length === 0 && <Empty>Nothing of this is written down.</Empty>}
          {found.data && found.data.entries.length > 0 && (
            <div className="table-box">
              <table>
                <thead>
                  <tr>
                    <th scope="col">When</th>
                    <th scope="col">Who</th>
                    <th scope="col">What</th>
                    <th scope="col">On</th>
                    <th scope="col">Why</th>
                    <th scope="col">Hash</th>
                  </tr>
                </thead>
                <tbody>
                  {found.data.entries.map((entry) => (
                    <tr key={entry.position}>
                      <td>{dateTime(entry.time)}</td>
                      <td>{entry.actor}</td>
                      <td>{entry.action}</td>
                      <td>{entry.subject}</td>
                      <td>{entry.reason || "–"}</td>
                      <td>{entry.intact ? <code>{entry.hash.slice(0, 12)}</code> : <StatePill state="changed" />}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <div className="acts">
            <button type="button" className="button" disabled={older.length === 0} onClick={() => setOlder(older.slice(0, -1))}>
              Newer
            </button>
            <button type="button" className="button" disabled={next === null} onClick={() => next !== null && setOlder([...older, next])}>
              Older
            </button>
          </div>
        </Panel>
      </div>
    </>
  );
}
