import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { emergencyWithProgress, type EmergencyProgress, type EmergencyWithProgress } from "../../shared/api";
import { dateTime, vehicleCount, words } from "../../shared/format";
import { ignored, write } from "../../shared/http";
import { useApi, useHasRole } from "../../shared/queries";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Facts, Failure, Loading, PageHead, Panel, StatePill } from "../../shared/ui";
import { ProofPanel } from "./ProofPanel";
import { unanswered } from "./reach";

export default function EmergencyPage() {
  const { id = "" } = useParams();
  const path = `/api/gateway/v1/emergencies/${encodeURIComponent(id)}`;
  const known = useApi(path, emergencyWithProgress, 1);
  if (known.isPending) return <Loading what="the emergency" />;
  return (
    <>
      {known.isError && <Failure fault={known.error} retry={() => void known.refetch()} />}
      {known.data && <EmergencyView of={known.data} path={path} />}
    </>
  );
}

function EmergencyView({ of, path }: { of: EmergencyWithProgress; path: string }) {
  const queries = useQueryClient();
  const mayEnd = useHasRole("operator", "safety");
  const [ending, setEnding] = useState(false);
  const { emergency, progress, clock, end } = of;
  return (
    <>
      <PageHead title={`${words(emergency.kind)}: ${emergency.area === null ? "whole fleet" : "inside an area"}`}>
        <StatePill state={emergency.endedAt === null ? "not-ended" : "ended"} />
        {mayEnd && emergency.endedAt === null && (
          <button type="button" className="button button-primary" onClick={() => setEnding(true)}>
            End emergency
          </button>
        )}
      </PageHead>
      <p className="back">
        <Link to="/emergencies">All emergencies</Link>
      </p>
      <div className="stack">
        <LegalClock clock={clock} progress={progress} />
        <Panel title="Emergency">
          <Facts
            of={[
              ["Declared", dateTime(emergency.declaredAt)],
              ["By", emergency.declaredBy],
              ["Reason", emergency.reason],
              ["Cars begin until", dateTime(emergency.notAfter)],
              ["Ended", emergency.endedAt === null ? "–" : `${dateTime(emergency.endedAt)} by ${emergency.endedBy}`],
              ["Reason of the end", emergency.endReason || "–"],
            ]}
          />
        </Panel>
        <Progress title="The order" progress={progress} />
        <ProofPanel path={path} of="order" title="Not answered yet" count={unanswered(progress)} />
        {end && <Progress title="The end" progress={end} />}
        {end && <ProofPanel path={path} of="end" title="End not answered yet" count={unanswered(end)} />}
      </div>
      {ending && (
        <ReasonDialog
          title="End this emergency?"
          reach={`Reaches ${vehicleCount(progress.cars)}: those that stopped for it drive on.`}
          confirm="End emergency"
          act={async (reason) => {
            await write(`${path}/end`, { reason }, ignored);
            await queries.invalidateQueries({ queryKey: [path] });
          }}
          onClose={() => setEnding(false)}
        />
      )}
    </>
  );
}

/** The two minutes of the law, against the time until 99.9 % had the order. */
function LegalClock({ clock, progress }: { clock: EmergencyWithProgress["clock"]; progress: EmergencyProgress }) {
  const share = Math.min(1, clock.elapsedSeconds / clock.legalSeconds);
  return (
    <section className={`panel legal-clock legal-${clock.state}`} aria-label="The law's clock">
      <p>
        <strong className="tabular">{clock.elapsedSeconds.toFixed(1)} s</strong> of {clock.legalSeconds} s{" "}
        <StatePill state={clock.state} />
      </p>
      <progress value={share} max={1} aria-label="Time used" />
      <p>
        <strong className="tabular">{progress.received}</strong> of {progress.cars} vehicles have the order
      </p>
      <progress value={progress.received} max={Math.max(1, progress.cars)} aria-label="Vehicles that have the order" />
    </section>
  );
}

function Progress({ title, progress }: { title: string; progress: EmergencyProgress }) {
  return (
    <Panel title={title}>
      <p className="notes counts">
        {Object.entries(progress.states).map(([state, count]) => (
          <span key={state}>
            <StatePill state={state} /> {count}
          </span>
        ))}
      </p>
      <Facts
        of={[
          ["First sent", progress.firstSentAt ? dateTime(progress.firstSentAt) : "–"],
          ["Last sent", progress.lastSentAt ? dateTime(progress.lastSentAt) : "–"],
          ["99.9 % had it after", progress.secondsToAlmostAll === null ? "–" : `${progress.secondsToAlmostAll.toFixed(2)} s`],
        ]}
      />
    </Panel>
  );
}
