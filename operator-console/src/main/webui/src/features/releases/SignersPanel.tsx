import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { signerPage, type Signer } from "../../shared/api";
import { dateTime } from "../../shared/format";
import { ignored, write } from "../../shared/http";
import { useApi } from "../../shared/queries";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Empty, Failure, Loading, Panel, StatePill } from "../../shared/ui";

const PATH = "/api/ota/v1/evidence-signers";
const APPROVALS_NEEDED = 2;

type Act = "revoke" | "approve" | "keep";

const ACTS: Record<string, readonly Act[]> = { trusted: ["revoke"], doubted: ["approve", "keep"] };

const TITLES: Record<Act, string> = {
  revoke: "Ask to revoke",
  approve: "Approve the revocation",
  keep: "Keep the key",
};

const REACHES: Record<Act, string> = {
  revoke: "Once two other people approve, nothing that this key signed opens a gate. Rollouts that run go on.",
  approve: "The second approval revokes the key for good.",
  keep: "The doubt and its approvals are dropped; what the key signs counts.",
};

/** The keys whose signatures show something of a release, and how one is revoked. */
export function SignersPanel() {
  const queries = useQueryClient();
  const signers = useApi(PATH, signerPage, 30);
  const [chosen, setChosen] = useState<{ signer: Signer; act: Act } | null>(null);
  const all = signers.data?.signers ?? [];
  return (
    <Panel title="Who signs evidence">
      {signers.isError && <Failure fault={signers.error} retry={() => void signers.refetch()} />}
      {signers.isPending && <Loading what="signers" />}
      {signers.isSuccess && all.length === 0 && <Empty>The update service knows no key: no rollout in waves can start.</Empty>}
      {all.length > 0 && (
        <div className="table-box">
          <table>
            <thead>
              <tr>
                <th scope="col">Key</th>
                <th scope="col">State</th>
                <th scope="col">Why, and who agrees</th>
                <th scope="col">Act</th>
              </tr>
            </thead>
            <tbody>
              {all.map((signer) => (
                <tr key={signer.keyId}>
                  <td>
                    <code title={signer.keyId}>{signer.keyId.slice(0, 12)}</code>
                  </td>
                  <td>
                    <StatePill state={signer.state} />
                  </td>
                  <td>{why(signer)}</td>
                  <td>
                    {(ACTS[signer.state] ?? []).map((act) => (
                      <button key={act} type="button" className="button" onClick={() => setChosen({ signer, act })}>
                        {TITLES[act]}
                      </button>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {chosen && (
        <ReasonDialog
          title={`${TITLES[chosen.act]}: ${chosen.signer.keyId.slice(0, 12)}?`}
          reach={REACHES[chosen.act]}
          confirm="Do it"
          danger={chosen.act !== "keep"}
          act={async (reason) => {
            await write(`${PATH}/${chosen.signer.keyId}/${chosen.act}`, { reason }, ignored);
            await queries.invalidateQueries({ queryKey: [PATH] });
          }}
          onClose={() => setChosen(null)}
        />
      )}
    </Panel>
  );
}

/** In a sentence; a dash for a key that nobody doubts. */
export function why(signer: Signer): string {
  if (signer.doubtedBy === null || signer.doubtedAt === null) return "–";
  const doubt = `${signer.reason ?? ""} (${signer.doubtedBy}, ${dateTime(signer.doubtedAt)})`;
  const agreed = signer.approvers.length === 0 ? "nobody has approved yet" : `approved by ${signer.approvers.join(" and ")}`;
  const missing = APPROVALS_NEEDED - signer.approvers.length;
  return missing > 0 ? `${doubt}: ${agreed}, ${missing} to go` : `${doubt}: ${agreed}`;
}
