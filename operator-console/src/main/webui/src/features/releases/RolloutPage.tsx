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
import { DrivingPanel } from "./DrivingPanel";
import { APPROVALS_NEEDED, isInWaves, waitsFor } from "./course";
import { stillReached, totalVehicles } from "./reach";

type Act = "approve" | "start" | "pause" | "resume" | "stop";

const ACTS: Record<string, readonly Act[]> = {
  "simulation-gate": ["stop"],
  shadow: ["stop"],
  approval: ["approve", "start", "stop"],
  running: ["pause", "stop"],
  paused: ["resume", "stop"],
};

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
              className={one === "stop" ? "button button-danger" : "button"}
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
        </p>
        {isInWaves(rollout) && <CoursePanel rollout={rollout} />}
        {isInWaves(rollout) && <DrivingPanel path={path} />}
        <Panel title="Progress">
          <Facts
            of={[
              ["Started", dateTime(rollout.createdAt)],
              ["By", rollout.createdBy],
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
          {(rollout.vehicles ?? []).length === 0 ? <Empty>The release fits no vehicle that is free.</Empty> : <VehicleTable rollout={rollout} />}
        </Panel>
      </div>
      {act && (
        <ReasonDialog
          title={`${words(act)} this rollout?`}
          reach={`Reaches ${vehicleCount(stillReached(rollout))} that have not come to an end.`}
          confirm={`${words(act)} rollout`}
          danger={act === "stop"}
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

function VehicleTable({ rollout }: { rollout: Rollout }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Vehicle</th>
            <th scope="col">State</th>
            <th scope="col">Since</th>
            <th scope="col">Deadline</th>
            <th scope="col">Detail</th>
          </tr>
        </thead>
        <tbody>
          {(rollout.vehicles ?? []).map((car) => (
            <tr key={car.vehicleId}>
              <td>
                <Link to={`/vehicles/${car.vehicleId}`}>{car.vehicleId}</Link>
              </td>
              <td>
                <StatePill state={car.state} />
              </td>
              <td>{dateTime(car.since)}</td>
              <td>{car.deadlineAt ? dateTime(car.deadlineAt) : "–"}</td>
              <td>{[car.code, car.detail].filter((part) => part !== "").join(": ") || "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
