import { useState } from "react";
import { evidencePage, type Evidence, type Rollout } from "../../shared/api";
import { dateTime } from "../../shared/format";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, Panel, StatePill } from "../../shared/ui";
import { steps, waitsFor } from "./course";

/** The gates and waves of a rollout, who agreed to it, and what was shown of its release. */
export function CoursePanel({ rollout }: { rollout: Rollout }) {
  const waits = waitsFor(rollout);
  return (
    <>
      <Panel title="Course" side={<span className="muted">{waits}</span>}>
        <ol className="course" aria-label="Gates and waves">
          {steps(rollout).map((step) => (
            <li key={step.name} className={`course-${step.state}`} aria-current={step.state === "now" ? "step" : undefined}>
              {step.name}
            </li>
          ))}
        </ol>
        <p className="notes">
          {rollout.approvers.length === 0 ? "Nobody has approved it yet." : `Approved by ${rollout.approvers.join(" and ")}.`}
        </p>
      </Panel>
      <EvidencePanel releaseId={rollout.releaseId} />
    </>
  );
}

export function EvidencePanel({ releaseId }: { releaseId: string }) {
  const shown = useApi(`/api/ota/v1/releases/${encodeURIComponent(releaseId)}/evidence`, evidencePage, 30);
  return (
    <Panel title="Evidence">
      {shown.isError && <Failure fault={shown.error} retry={() => void shown.refetch()} />}
      {shown.isPending && <Loading what="evidence" />}
      {shown.data?.evidence.length === 0 && <Empty>Nothing has been shown of this release yet.</Empty>}
      {shown.data && shown.data.evidence.length > 0 && <EvidenceTable evidence={shown.data.evidence} />}
    </Panel>
  );
}

function EvidenceTable({ evidence }: { evidence: readonly Evidence[] }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">Verdict</th>
            <th scope="col">Received</th>
            <th scope="col">Signed with</th>
            <th scope="col">Document</th>
          </tr>
        </thead>
        <tbody>
          {evidence.map((one) => (
            <tr key={one.evidenceId}>
              <td>{one.kind}</td>
              <td>
                <StatePill state={one.passed ? "passed" : "failed"} />
              </td>
              <td>{dateTime(one.receivedAt)}</td>
              <td>
                <code>{one.keyId.slice(0, 12)}</code> {one.signerRevoked && <StatePill state="revoked" />}
              </td>
              <td>
                <SignedDocument text={one.document} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A report with replays is long: it is written out only for who opens it. */
function SignedDocument({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As it was signed</summary>
      {open && <pre>{text}</pre>}
    </details>
  );
}
