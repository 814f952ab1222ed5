import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { reportDraft, type ReportCell, type ReportDraft } from "../../shared/api";
import { dateTime, shortId } from "../../shared/format";
import { ignored, write } from "../../shared/http";
import { useApi, useHasRole } from "../../shared/queries";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Failure, Loading, PageHead, Panel, Tabs } from "../../shared/ui";
import { isChanged, rowsOf, type Shown } from "./report";

const VIEWS = [
  ["asked", "To be said"],
  ["filled", "Filled in"],
  ["all", "All columns"],
] as const;

/** The report to NHTSA: each cell with its source; what people have to say comes first. */
export default function ReportPage() {
  const { id = "" } = useParams();
  const path = `/api/incident/v1/incidents/${encodeURIComponent(id)}/reports/sgo`;
  const draft = useApi(path, reportDraft, false);
  return (
    <>
      <PageHead title={`Report of incident ${shortId(id)}`}>
        <Link to={`/incidents/${id}`}>To the incident</Link>
        <a className="button" href={`${path}/draft.csv`} download>
          Draft as CSV
        </a>
      </PageHead>
      {draft.isError && <Failure fault={draft.error} retry={() => void draft.refetch()} />}
      {draft.isPending && <Loading what="the report" />}
      {draft.data && <ReportForm draft={draft.data} path={path} />}
    </>
  );
}

function ReportForm({ draft, path }: { draft: ReportDraft; path: string }) {
  const queries = useQueryClient();
  const mayFile = useHasRole("safety");
  const [view, setView] = useState<Shown>("asked");
  const [said, setSaid] = useState<Record<string, string>>({});
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [filing, setFiling] = useState(false);
  const again = () => queries.invalidateQueries({ queryKey: [path] });
  const changes = Object.entries(said).filter(([name, value]) => isChanged(draft, name, value));

  async function save(): Promise<void> {
    setBusy(true);
    setFault(null);
    try {
      await write(`${path}/answers`, Object.fromEntries(changes), ignored);
      setSaid({});
      await again();
    } catch (refused) {
      setFault(refused);
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="stack">
      {draft.missing.length === 0 ? (
        <p className="banner banner-good" role="status">
          <span aria-hidden="true">✓</span> Nothing is missing.
        </p>
      ) : (
        <p className="banner banner-warn" role="status">
          Still to be said: {draft.missing.map((name) => name.replace(" - *", "").replace("-*", "")).join(", ")}.
        </p>
      )}
      <Panel title="Columns" side={<Tabs label="Which columns" options={VIEWS} value={view} onChange={(next) => setView(next as Shown)} />}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <div className="table-box">
            <table>
              <thead>
                <tr>
                  <th scope="col" className="number">
                    No.
                  </th>
                  <th scope="col">Column</th>
                  <th scope="col">Value</th>
                  <th scope="col">Source</th>
                </tr>
              </thead>
              <tbody>
                {rowsOf(draft, view).map((cell) => (
                  <tr key={cell.number}>
                    <td className="number">{cell.number}</td>
                    <td>
                      <label htmlFor={`cell-${cell.number}`}>{cell.name}</label>
                    </td>
                    <td>
                      <Input cell={cell} value={said[cell.name] ?? cell.value} onChange={(value) => setSaid({ ...said, [cell.name]: value })} />
                    </td>
                    <td className="muted">{cell.origin === "open" ? (cell.isAsked ? "to be said" : "") : `${cell.origin}: ${cell.source ?? ""}`}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {fault !== null && <Failure fault={fault} />}
          <div className="form">
            <button type="submit" className="button button-primary" disabled={busy || changes.length === 0}>
              {busy ? "Saving…" : `Save ${changes.length} ${changes.length === 1 ? "change" : "changes"}`}
            </button>
            {mayFile && (
              <button type="button" className="button" disabled={draft.missing.length > 0 || changes.length > 0} onClick={() => setFiling(true)}>
                File it
              </button>
            )}
          </div>
        </form>
      </Panel>
      {draft.filed.length > 0 && (
        <Panel title="Filed">
          <ul>
            {draft.filed.map((one) => (
              <li key={one.version}>
                <a href={`${path}/filed/${one.version}.csv`} download>
                  {one.type}, version {one.version}
                </a>{" "}
                <span className="muted">
                  {one.by}, {dateTime(one.at)}, SHA-256 {one.sha256.slice(0, 12)}… {one.reference}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {filing && (
        <ReasonDialog
          title="File this report?"
          reach="Keeps it as it is, for ever, and ends the clock that asked for it. Hand the same file in at the regulator's portal; its number there is the reference."
          confirm="File it"
          act={async (reference) => {
            await write(`${path}/file`, { reference }, ignored);
            await again();
          }}
          onClose={() => setFiling(false)}
        />
      )}
    </div>
  );
}

function Input({ cell, value, onChange }: { cell: ReportCell; value: string; onChange: (value: string) => void }) {
  const id = `cell-${cell.number}`;
  switch (cell.kind) {
    case "flag":
      return <input id={id} type="checkbox" checked={value === "Y"} onChange={(event) => onChange(event.target.checked ? "Y" : " ")} />;
    case "choice":
      return (
        <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="" />
          {(cell.choices ?? []).map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      );
    case "agency":
      return <span id={id} className="muted">made by the agency</span>;
    default:
      return cell.name === "Narrative" ? (
        <textarea id={id} rows={6} value={value} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input id={id} type="text" value={value} onChange={(event) => onChange(event.target.value)} />
      );
  }
}
