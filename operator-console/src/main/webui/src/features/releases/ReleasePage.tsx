import { useState } from "react";
import { Link, useParams } from "react-router";
import { release as releaseReader, rolloutPage, runningReleases, type Release } from "../../shared/api";
import { dateTime, vehicleCount } from "../../shared/format";
import { useApi } from "../../shared/queries";
import { Empty, Facts, Failure, Loading, PageHead, Panel, StatePill } from "../../shared/ui";
import { EvidencePanel } from "./CoursePanel";
import { ManifestPanel } from "./ManifestPanel";
import { RevokeDialog } from "./RevokeDialog";
import { ShadowPanel } from "./ShadowPanel";

/** What a release contains, what was shown of it, who runs it, and the way to take it back. */
export default function ReleasePage() {
  const { id = "" } = useParams();
  const path = `/api/ota/v1/releases/${encodeURIComponent(id)}`;
  const release = useApi(path, releaseReader, 5);
  if (release.isError) return <Failure fault={release.error} retry={() => void release.refetch()} />;
  if (release.isPending) return <Loading what="the release" />;
  return <ReleaseView release={release.data} path={path} />;
}

function ReleaseView({ release, path }: { release: Release; path: string }) {
  const running = useApi("/api/ota/v1/vehicles/releases", runningReleases, 5);
  const [revoking, setRevoking] = useState(false);
  const cars = (running.data?.vehicles ?? []).filter((car) => car.releaseId === release.releaseId);
  return (
    <>
      <PageHead title={release.releaseId}>
        <StatePill state={release.state} />
        <div className="acts">
          {release.drivingStoppedAt === null && (
            <button type="button" className="button button-danger" onClick={() => setRevoking(true)}>
              {release.state === "revoked" ? "Stop it from driving" : "Revoke"}
            </button>
          )}
        </div>
      </PageHead>
      <div className="stack">
        <p className="back">
          <Link to="/releases">All releases</Link>
        </p>
        <Panel
          title="Published"
          side={
            <>
              <a href={`${path}/export.jsonl`}>Export as JSON</a> <a href={`${path}/export.csv`}>as CSV</a>
            </>
          }
        >
          <Facts
            of={[
              ["Published", dateTime(release.createdAt)],
              ["By", release.createdBy],
              ["General since", release.generalSince === null ? "Never was" : dateTime(release.generalSince)],
              ["May drive", release.drivingStoppedAt === null ? "Yes" : `Not since ${dateTime(release.drivingStoppedAt)}`],
              ["Files", release.targetPaths.join(", ")],
              ["Notes", release.notes ?? "–"],
            ]}
          />
        </Panel>
        <ManifestPanel manifest={release.manifest} />
        <EvidencePanel releaseId={release.releaseId} />
        <ShadowPanel path={path} />
        <RolloutsPanel releaseId={release.releaseId} />
        <Panel title="Vehicles that run it" side={<span className="muted">{vehicleCount(cars.length)}</span>}>
          {running.isError && <Failure fault={running.error} retry={() => void running.refetch()} />}
          {running.isSuccess && cars.length === 0 && <Empty>No vehicle runs it.</Empty>}
          <p className="notes counts">
            {cars.map((car) => (
              <Link key={car.vehicleId} className="pill" to={`/vehicles/${car.vehicleId}`}>
                {car.vehicleId}
              </Link>
            ))}
          </p>
        </Panel>
      </div>
      {revoking && <RevokeDialog release={release} path={path} running={cars.length} onClose={() => setRevoking(false)} />}
    </>
  );
}

function RolloutsPanel({ releaseId }: { releaseId: string }) {
  const rollouts = useApi("/api/ota/v1/rollouts", rolloutPage, 5);
  const own = (rollouts.data?.rollouts ?? []).filter((one) => one.releaseId === releaseId);
  return (
    <Panel title="Its rollouts">
      {rollouts.isError && <Failure fault={rollouts.error} retry={() => void rollouts.refetch()} />}
      {rollouts.isSuccess && own.length === 0 && <Empty>It has not been rolled out.</Empty>}
      <ul>
        {own.map((one) => (
          <li key={one.rolloutId}>
            <Link to={`/releases/rollouts/${one.rolloutId}`}>{dateTime(one.createdAt)}</Link> <StatePill state={one.state} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
