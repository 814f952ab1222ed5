import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Incident } from "../../shared/api";
import { dateTime, words } from "../../shared/format";
import { ignored, write } from "../../shared/http";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Facts, Failure, Panel } from "../../shared/ui";
import { ActForm } from "./ActForm";

const ENDINGS = {
  close: ["Close this incident?", "Reaches 1 incident, no vehicle. It can be reopened.", "Close incident"],
  reopen: ["Reopen this incident?", "Reaches 1 incident, no vehicle: it is investigated again.", "Reopen incident"],
} as const;

/** What people made of it, and what its state lets them do. */
export function JudgePanel({ incident, path }: { incident: Incident; path: string }) {
  const queries = useQueryClient();
  const [ending, setEnding] = useState<keyof typeof ENDINGS | null>(null);
  const again = async () => {
    await queries.invalidateQueries({ queryKey: [path] });
    await queries.invalidateQueries({ queryKey: [`${path}/history`] });
  };
  const may = (act: string) => incident.acts.includes(act);
  const say = (act: string, content: unknown) => write(`${path}/${act}`, content, ignored).then(again);
  return (
    <Panel title="Work">
      <Facts
        of={[
          ["Assigned to", incident.assignee || "Nobody"],
          ["Cause", incident.labels.length === 0 ? "–" : incident.labels.map(words).join(", ")],
          ["Change that is to mend it", incident.fixReference || "–"],
          ["Shown by", incident.regressionReference || "–"],
        ]}
      />
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
      {may("triage") && <TriageForm key={incident.state} incident={incident} path={path} after={again} />}
      {may("investigate") && <ActForm label="Note" confirm="Investigate" optional act={(note) => say("investigate", { note })} />}
      {may("label") && (
        <ActForm
          label="Cause, words like late-braking, separated by commas"
          confirm="Label"
          first={incident.labels.join(", ")}
          act={(labels) => say("label", { labels: labels.split(",").map((one) => one.trim()).filter(Boolean) })}
        />
      )}
      {may("link-fix") && (
        <ActForm label="Change that is to mend it, for instance a release" confirm="Link" first={incident.fixReference} act={(reference) => say("link-fix", { reference })} />
      )}
      {may("regression-passed") && (
        <>
          <ActForm label="What shows that it mends it" confirm="Mended" act={(reference) => say("regression", { passed: true, reference })} />
          <ActForm label="What shows that it does not" confirm="Not mended" act={(reference) => say("regression", { passed: false, reference })} />
        </>
      )}
      {incident.state !== "closed" && (
        <ActForm label="Assign to" confirm="Assign" first={incident.assignee} optional act={(assignee) => say("assign", { assignee })} />
      )}
      <div className="form">
        {(["close", "reopen"] as const).filter(may).map((act) => (
          <button key={act} type="button" className="button" onClick={() => setEnding(act)}>
            {ENDINGS[act][2]}
          </button>
        ))}
      </div>
      {ending && (
        <ReasonDialog
          title={ENDINGS[ending][0]}
          reach={ENDINGS[ending][1]}
          confirm={ENDINGS[ending][2]}
          act={(reason) => say(ending, { reason })}
          onClose={() => setEnding(null)}
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
