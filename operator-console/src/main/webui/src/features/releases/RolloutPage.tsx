import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { rollout as rolloutReader, type Rollout } from "../../shared/api";
import { dateTime, vehicleCount, words } from "../../shared/format";
import { ignored, write } from "../../shared/http";
import { useApi } from "../../shared/queries";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Empty, Facts, Failure, Loading, PageHead, Panel, StatePill } from "../../shared/ui";
import { CoursePanel } from "./CoursePanel";
import { DrivingCurves } from "./DrivingCurves";
import { DrivingPanel } from "./DrivingPanel";
import { HoldPanel, RolloutHistory } from "./HoldPanel";
import { RolloutVehicles } from "./RolloutVehicles";
import { APPROVALS_NEEDED, isInWaves, waitsFor } from "./course";
import { stillReached, totalVehicles } from "./reach";

type Act = "approve" | "start" | "pause" | "resume" | "roll-back" | "stop";

const ACTS: Record<string, readonly Act[]> = {
  "simulation-gate": ["stop"],
  shadow: ["stop"],
  approval: ["approve", "start", "stop"],
  running: ["pause", "roll-back", "stop"],
  paused: ["resume", "roll-back", "stop"],
  "rolling-back": ["stop"],
  "rolled-back": ["roll-back"],
  finished: ["roll-back"],
  stopped: ["roll-back"],
};

const DANGEROUS: readonly Act[] = ["stop", "roll-back"];

/** What an act reaches, as a sentence. */
function reach(act: Act, rollout: Rollout): string {
  if (act !== "roll-back") return `Reaches ${vehicleCount(stillReached(rollout))} that have not come to an end.`;
  return `${vehicleCount(rollout.counts["committed"] ?? 0)} that run ${rollout.releaseId} get back what they ran before; ${vehicleCount(stillReached(rollout))} on the way to it are called off.`;
}

export default function RolloutPage() {
  const { id = "" } = useParams();
  const path = `/api/ota/v1/rollouts/${encodeURIComponent(id)}`;
  const rollout = useApi(path, rolloutReader, 2);
  if (rollout.isError) return <Failure fault={rollout.error} retry={() => void rollout.refetch()} />;
  if (rollout.isPending) return <Loading what="the rollout" />;
  return <RolloutView rollout={rollout.data} path={path} />;
}

function RolloutView({ rollout, path }: { rollout: Rollout; path: string }) {
  const queries = useQueryClient();
  const [act, setAct] = useState<Act | null>(null);
  return (
    <>
      <PageHead title={`Rollout of ${rollout.releaseId}`}>
        <StatePill state={rollout.state} />
        <div className="acts">
          {(ACTS[rollout.state] ?? []).map((one) => (
            <button
              key={one}
              type="button"
              className={DANGEROUS.includes(one) ? "button button-danger" : "button"}
              disabled={one === "start" && rollout.approvers.length < APPROVALS_NEEDED}
              title={one === "start" ? waitsFor(rollout) || undefined : undefined}
              onClick={() => setAct(one)}
            >
              {words(one)}
            </button>
          ))}
        </div>
      </PageHead>
      <div className="stack">
        <p className="back">
          <Link to="/releases">All releases</Link>
          {" · "}
          <Link to={`/releases/${encodeURIComponent(rollout.releaseId)}`}>{rollout.releaseId}</Link>
        </p>
        <HoldPanel rollout={rollout} />
        {isInWaves(rollout) && <CoursePanel rollout={rollout} />}
        {isInWaves(rollout) && <DrivingPanel path={path} />}
        {isInWaves(rollout) && <DrivingCurves path={path} />}
        <Panel title="Progress">
          <Facts
            of={[
              ["Started", dateTime(rollout.createdAt)],
              ["By", rollout.createdBy],
              ["On a breach", words(rollout.onBreach)],
              ["Vehicles", String(totalVehicles(rollout))],
              ["Still under way", String(stillReached(rollout))],
            ]}
          />
          <p className="notes counts">
            {Object.entries(rollout.counts).map(([state, count]) => (
              <span key={state}>
                <StatePill state={state} /> {count}
              </span>
            ))}
          </p>
        </Panel>
        <Panel title="Vehicles">
          {(rollout.vehicles ?? []).length === 0 ? <Empty>The release fits no vehicle that is free.</Empty> : <RolloutVehicles rollout={rollout} path={path} />}
        </Panel>
        <RolloutHistory rollout={rollout} />
      </div>
      {act && (
        <ReasonDialog
          title={`${words(act)} this rollout?`}
          reach={reach(act, rollout)}
          confirm={`${words(act)} rollout`}
          danger={DANGEROUS.includes(act)}
          act={async (reason) => {
            await write(`${path}/${act}`, { reason }, ignored);
            await queries.invalidateQueries({ queryKey: [path] });
          }}
          onClose={() => setAct(null)}
        />
      )}
    </>
  );
}
