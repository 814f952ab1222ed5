import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Incident } from "../../shared/api";
import { dateTime } from "../../shared/format";
import { ignored, write } from "../../shared/http";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Failure, Panel } from "../../shared/ui";

/** What people made of it, and the two things that they can do. */
export function JudgePanel({ incident, path }: { incident: Incident; path: string }) {
  const queries = useQueryClient();
  const [closing, setClosing] = useState(false);
  const again = () => queries.invalidateQueries({ queryKey: [path] });
  return (
    <Panel title="Triage">
      {incident.finding && (
        <p className="notes">
          {incident.finding.note || "No note."}
          <small className="muted">
            {"\n"}
            {incident.finding.by}, {dateTime(incident.finding.at)}
          </small>
        </p>
      )}
      {incident.closure && (
        <p className="notes">
          Closed: {incident.closure.reason}
          <small className="muted">
            {"\n"}
            {incident.closure.by}, {dateTime(incident.closure.at)}
          </small>
        </p>
      )}
      {incident.state !== "closed" && <TriageForm key={incident.state} incident={incident} path={path} after={again} />}
      {incident.state === "triaged" && (
        <div className="form">
          <button type="button" className="button" onClick={() => setClosing(true)}>
            Close incident
          </button>
        </div>
      )}
      {closing && (
        <ReasonDialog
          title="Close this incident?"
          reach="Reaches 1 incident, no vehicle. It cannot be opened again."
          confirm="Close incident"
          act={async (reason) => {
            await write(`${path}/close`, { reason }, ignored);
            await again();
          }}
          onClose={() => setClosing(false)}
        />
      )}
    </Panel>
  );
}

function TriageForm({ incident, path, after }: { incident: Incident; path: string; after: () => Promise<unknown> }) {
  const [severity, setSeverity] = useState(incident.severity);
  const [note, setNote] = useState(incident.finding?.note ?? "");
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  async function submit(): Promise<void> {
    setBusy(true);
    setFault(null);
    try {
      await write(`${path}/triage`, { severity, note }, ignored);
      await after();
    } catch (refused) {
      setFault(refused);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label htmlFor="severity">Severity</label>
      <select id="severity" value={severity} onChange={(event) => setSeverity(Number(event.target.value))}>
        <option value={1}>S1 Critical</option>
        <option value={2}>S2 High</option>
        <option value={3}>S3 Medium</option>
        <option value={4}>S4 Low</option>
      </select>
      <label htmlFor="note">Note</label>
      <textarea id="note" rows={3} required value={note} onChange={(event) => setNote(event.target.value)} />
      {fault !== null && <Failure fault={fault} />}
      <button type="submit" className="button button-primary" disabled={busy || note.trim() === ""}>
        {incident.state === "captured" ? "Triage" : "Triage again"}
      </button>
    </form>
  );
}
