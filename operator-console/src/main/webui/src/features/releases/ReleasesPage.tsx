import { useState } from "react";
import { Link } from "react-router";
import { releasePage, rolloutPage, runningReleases, targetPage, type Release, type Rollout, type RunningRelease, type Target } from "../../shared/api";
import { dateTime, orDash, vehicleCount } from "../../shared/format";
import { useApi, useHasRole } from "../../shared/queries";
import { Empty, Failure, Loading, PageHead, Panel, StatePill } from "../../shared/ui";
import { byRelease, totalVehicles, whyNot } from "./reach";
import { SignersPanel } from "./SignersPanel";
import { StartRollout } from "./StartRollout";
import { TrustWarning } from "./TrustWarning";

export default function ReleasesPage() {
  const releases = useApi("/api/ota/v1/releases", releasePage, 10);
  const rollouts = useApi("/api/ota/v1/rollouts", rolloutPage, 3);
  const running = useApi("/api/ota/v1/vehicles/releases", runningReleases, 5);
  const targets = useApi("/api/ota/v1/vehicles/targets", targetPage, 5);
  const [chosen, setChosen] = useState<Release | null>(null);
  const cars = running.data?.vehicles ?? [];
  const mayAudit = useHasRole("release-manager", "safety", "auditor");
  return (
    <>
      <PageHead title="Releases">
        <Link to="/releases/availability">When vehicles may be updated</Link> {mayAudit && <Link to="/releases/audit">Audit</Link>}
      </PageHead>
      <div className="stack">
        <TrustWarning />
        <Panel title="Releases">
          {releases.isError && <Failure fault={releases.error} retry={() => void releases.refetch()} />}
          {releases.isPending && <Loading what="releases" />}
          {releases.data?.releases.length === 0 && <Empty>No release has been published yet.</Empty>}
          {releases.data && releases.data.releases.length > 0 && (
            <ReleaseTable releases={releases.data.releases} onStart={setChosen} />
          )}
        </Panel>
        <Panel title="Rollouts">
          {rollouts.isError && <Failure fault={rollouts.error} retry={() => void rollouts.refetch()} />}
          {rollouts.isPending && <Loading what="rollouts" />}
          {rollouts.data?.rollouts.length === 0 && <Empty>No rollout has been started yet.</Empty>}
          {rollouts.data && rollouts.data.rollouts.length > 0 && <RolloutTable rollouts={rollouts.data.rollouts} />}
        </Panel>
        <Panel title="Which vehicles run what" side={<span className="muted">{vehicleCount(cars.length)}</span>}>
          {running.isError && <Failure fault={running.error} retry={() => void running.refetch()} />}
          {running.isPending && <Loading what="vehicles" />}
          {running.isSuccess && cars.length === 0 && <Empty>No vehicle is known to the update service yet.</Empty>}
          {targets.isError && <Failure fault={targets.error} retry={() => void targets.refetch()} />}
          {cars.length > 0 && <RunningTable cars={cars} targets={targets.data?.targets ?? []} />}
        </Panel>
        <SignersPanel />
      </div>
      {chosen && <StartRollout release={chosen} vehicles={cars} onClose={() => setChosen(null)} />}
    </>
  );
}

function ReleaseTable({ releases, onStart }: { releases: readonly Release[]; onStart: (release: Release) => void }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Release</th>
            <th scope="col">State</th>
            <th scope="col">Published</th>
            <th scope="col">By</th>
            <th scope="col">Notes</th>
            <th scope="col">Act</th>
          </tr>
        </thead>
        <tbody>
          {releases.map((one) => (
            <tr key={one.releaseId}>
              <td>
                <Link to={`/releases/${encodeURIComponent(one.releaseId)}`}>{one.releaseId}</Link>
              </td>
              <td>
                <StatePill state={one.state} />
              </td>
              <td>{dateTime(one.createdAt)}</td>
              <td>{one.createdBy}</td>
              <td>{one.notes ?? "–"}</td>
              <td>
                {one.state !== "revoked" && (
                  <button type="button" className="button" onClick={() => onStart(one)}>
                    Start rollout
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RolloutTable({ rollouts }: { rollouts: readonly Rollout[] }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Release</th>
            <th scope="col">State</th>
            <th scope="col">Started</th>
            <th scope="col">By</th>
            <th scope="col">Progress</th>
            <th scope="col">Details</th>
          </tr>
        </thead>
        <tbody>
          {rollouts.map((one) => (
            <tr key={one.rolloutId}>
              <td>
                <strong>{one.releaseId}</strong>
              </td>
              <td>
                <StatePill state={one.state} />
              </td>
              <td>{dateTime(one.createdAt)}</td>
              <td>{one.createdBy}</td>
              <td>
                {one.counts["committed"] ?? 0} of {vehicleCount(totalVehicles(one))} committed
              </td>
              <td>
                <Link to={`/releases/rollouts/${one.rolloutId}`}>Open rollout</Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunningTable({ cars, targets }: { cars: readonly RunningRelease[]; targets: readonly Target[] }) {
  const targetOf = new Map(targets.map((target) => [target.vehicleId, target]));
  return (
    <>
      <p className="notes counts">
        {byRelease(cars).map(([release, count]) => (
          <span key={release} className="pill">
            {release || "Not said"}: {vehicleCount(count)}
          </span>
        ))}
      </p>
      <div className="table-box">
        <table>
          <thead>
            <tr>
              <th scope="col">Vehicle</th>
              <th scope="col">Runs</th>
              <th scope="col">Since</th>
              <th scope="col">Target, and why not yet</th>
              <th scope="col">Hardware</th>
              <th scope="col">Link</th>
            </tr>
          </thead>
          <tbody>
            {cars.map((car) => (
              <tr key={car.vehicleId}>
                <td>
                  <Link to={`/vehicles/${car.vehicleId}`}>{car.vehicleId}</Link>
                </td>
                <td>{car.releaseId ?? "Not said"}</td>
                <td>{car.since ? dateTime(car.since) : "–"}</td>
                <td>
                  <TargetCell target={targetOf.get(car.vehicleId)} />
                </td>
                <td>{orDash(car.hardwareId)}</td>
                <td>
                  <StatePill state={car.connected ? "connected" : "offline"} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function TargetCell({ target }: { target: Target | undefined }) {
  if (!target) return <>–</>;
  return (
    <>
      <Link to={`/releases/rollouts/${target.rolloutId}`}>{target.releaseId}</Link>: {whyNot(target)}
    </>
  );
}
