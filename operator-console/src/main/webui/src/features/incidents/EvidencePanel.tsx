import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { dateTime, words } from "../../shared/format";
import { download, ignored, write } from "../../shared/http";
import { useApi, useHasRole, useMe } from "../../shared/queries";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Empty, Facts, Failure, Loading, Panel, StatePill } from "../../shared/ui";
import { ActForm } from "./ActForm";
import { CLASSES, carSentence, evidence as reader, isHeld, type Evidence } from "./evidence";

const SHOWN = 12;

/** Custody of what is kept: chain, hold, time, and the package for who asks for it. */
export function EvidencePanel({ path }: { path: string }) {
  const shown = `${path}/evidence`;
  const found = useApi(shown, reader, 15);
  if (found.isError) return <Failure fault={found.error} retry={() => void found.refetch()} />;
  if (found.isPending) return <Loading what="the evidence" />;
  return <EvidenceView evidence={found.data} path={path} shown={shown} />;
}

function EvidenceView({ evidence, path, shown }: { evidence: Evidence; path: string; shown: string }) {
  const mayAct = useHasRole("safety");
  const intact = evidence.chain === "intact";
  return (
    <Panel title="Evidence">
      <Facts
        of={[
          ["Chain of custody", <StatePill key="chain" state={intact ? "intact" : "broken"} />],
          ["Chain of the vehicle", carSentence(evidence.carChain)],
          ["Kept as", CLASSES[evidence.retention.class as keyof typeof CLASSES] ?? evidence.retention.class],
          ["Kept until", keptUntil(evidence)],
        ]}
      />
      {!intact && (
        <p className="notes" role="alert">
          {evidence.chain}
        </p>
      )}
      {evidence.retention.chosenBy !== null && (
        <p className="notes">
          {evidence.retention.reason}
          <small className="muted">
            {"\n"}chosen by {evidence.retention.chosenBy}
          </small>
        </p>
      )}
      <HoldLine evidence={evidence} />
      {mayAct && <Acts evidence={evidence} path={path} shown={shown} />}
      <Entries evidence={evidence} />
    </Panel>
  );
}

function keptUntil(evidence: Evidence): string {
  if (evidence.blobs.length === 0) return "Nothing is left but the proof";
  if (isHeld(evidence)) return "Held, no end";
  return dateTime(evidence.blobs.map((blob) => blob.keptUntil).sort()[0] ?? "");
}

function HoldLine({ evidence }: { evidence: Evidence }) {
  const { hold } = evidence;
  if (hold === null) return null;
  return (
    <p className="notes">
      <StatePill state={hold.state} /> {hold.reason}
      <small className="muted">
        {"\n"}held by {hold.placedBy}, {dateTime(hold.placedAt)}
        {hold.state === "release-requested" && `\n${hold.requestedBy} asks for its release until ${dateTime(hold.requestExpiresAt ?? "")}: ${hold.releaseReason}`}
        {hold.releasedBy !== null && `\nreleased by ${hold.requestedBy} and ${hold.releasedBy}`}
      </small>
    </p>
  );
}

function Acts({ evidence, path, shown }: { evidence: Evidence; path: string; shown: string }) {
  const queries = useQueryClient();
  const me = useMe().data?.name ?? "";
  const [asking, setAsking] = useState<"hold" | "request-release" | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [kept, setKept] = useState(evidence.retention.class);
  const state = evidence.hold?.state ?? "released";
  const send = async (act: string, content: unknown) => {
    await write(`${shown}/${act}`, content, ignored);
    await queries.invalidateQueries({ queryKey: [shown] });
  };
  const now = (act: string) => {
    setFault(null);
    send(act, {}).catch(setFault);
  };
  return (
    <>
      <div className="form">
        {state === "released" && (
          <button type="button" className="button" onClick={() => setAsking("hold")}>
            Hold
          </button>
        )}
        {state === "held" && (
          <button type="button" className="button" onClick={() => setAsking("request-release")}>
            Request release
          </button>
        )}
        {state === "release-requested" && (
          <>
            <button type="button" className="button" disabled={evidence.hold?.requestedBy === me} onClick={() => now("approve-release")}>
              Approve release
            </button>
            <button type="button" className="button" onClick={() => now("withdraw-release")}>
              Withdraw request
            </button>
            {evidence.hold?.requestedBy === me && <small className="muted">Another person has to agree.</small>}
          </>
        )}
      </div>
      {fault !== null && <Failure fault={fault} />}
      <label htmlFor="retention">Keep as</label>
      <select id="retention" value={kept} onChange={(event) => setKept(event.target.value)}>
        {Object.entries(CLASSES).map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      {kept !== evidence.retention.class && (
        <ActForm label="Why it is kept so" confirm="Keep so" act={(reason) => send("retention", { class: kept, reason })} />
      )}
      <ActForm
        label="What the package is for"
        confirm="Package for the regulator (ZIP)"
        act={async (purpose) => {
          save(await download(`${path}/package?purpose=${encodeURIComponent(purpose)}`), `${path.split("/").at(-1) ?? "evidence"}.zip`);
          await queries.invalidateQueries({ queryKey: [shown] });
        }}
      />
      {asking && (
        <ReasonDialog
          title={asking === "hold" ? "Hold this evidence?" : "Request its release?"}
          reach={asking === "hold" ? "Reaches 1 incident: nothing of it is deleted until two people let it go." : "Reaches 1 incident. Another person has to agree within a day."}
          confirm={asking === "hold" ? "Hold" : "Request release"}
          act={(reason) => send(asking, { reason })}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

/** What a person downloads once the whole of it is here. */
function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

function Entries({ evidence }: { evidence: Evidence }) {
  const [all, setAll] = useState(false);
  if (evidence.entries.length === 0) return <Empty>Nothing has come in yet.</Empty>;
  const entries = all ? evidence.entries : evidence.entries.slice(-SHOWN);
  return (
    <>
      <div className="table-box">
        <table aria-label="Entries of the chain">
          <thead>
            <tr>
              <th scope="col">Number</th>
              <th scope="col">What</th>
              <th scope="col">Who</th>
              <th scope="col">When</th>
              <th scope="col">Entry</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((one) => (
              <tr key={one.sequence}>
                <td className="number">{one.sequence}</td>
                <td>
                  {words(one.act)}
                  {(one.purpose ?? one.reason) !== null && <small className="muted"> {one.purpose ?? one.reason}</small>}
                </td>
                <td>{one.actor ?? "–"}</td>
                <td>{dateTime(one.at)}</td>
                <td>
                  <code title={one.entry}>{one.entry.slice(0, 12)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!all && evidence.entries.length > SHOWN && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          Show all {evidence.entries.length}
        </button>
      )}
    </>
  );
}
