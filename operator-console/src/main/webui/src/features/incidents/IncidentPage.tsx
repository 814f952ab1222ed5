import { Link, useParams } from "react-router";
import { deadline, incident as incidentReader, type Incident } from "../../shared/api";
import { bytes, coordinates, dateTime, kilometresPerHour, orDash, shortId, words } from "../../shared/format";
import { list } from "../../shared/json";
import { useApi } from "../../shared/queries";
import { Empty, Facts, Failure, Loading, PageHead, Panel, Severity, StatePill } from "../../shared/ui";
import { ClipPanel } from "./ClipPanel";
import { clipSentence } from "./clipSentence";
import { DeadlineList } from "./DeadlineList";
import { EvidencePanel } from "./EvidencePanel";
import { HistoryPanel } from "./HistoryPanel";
import { JudgePanel } from "./JudgePanel";
import { PlanSketch } from "./PlanSketch";

export default function IncidentPage() {
  const { id = "" } = useParams();
  const path = `/api/incident/v1/incidents/${encodeURIComponent(id)}`;
  const incident = useApi(path, incidentReader, 2);
  if (incident.isError) return <Failure fault={incident.error} retry={() => void incident.refetch()} />;
  if (incident.isPending) return <Loading what="the incident" />;
  return <IncidentView incident={incident.data} path={path} />;
}

function IncidentView({ incident, path }: { incident: Incident; path: string }) {
  return (
    <>
      <PageHead title={`${words(incident.kind)}, ${incident.vehicleId}`}>
        <Severity level={incident.severity} />
        <StatePill state={incident.state} />
      </PageHead>
      <div className="columns">
        <div className="stack">
          {incident.clip.state === "kept" ? (
            <ClipPanel path={path} momentIso={incident.occurredAt} />
          ) : (
            <Panel title="Recording">
              <Empty>{clipSentence(incident)}</Empty>
              {incident.clip.receivedBytes !== null && incident.clip.lengthBytes !== null && (
                <progress aria-label="How much of the recording is here" value={incident.clip.receivedBytes} max={incident.clip.lengthBytes} />
              )}
            </Panel>
          )}
          <Panel title="Key frames">
            {incident.keyFrames.length === 0 && <Empty>The vehicle sent no key frame.</Empty>}
            <div className="player">
              {incident.keyFrames.map((frame) => (
                <figure key={frame.number}>
                  <img
                    className="key-frame"
                    src={`${path}/key-frames/${frame.number}`}
                    alt={`Key frame ${frame.number + 1} of ${frame.cameraId}`}
                  />
                  <figcaption className="muted">
                    {frame.cameraId}, {dateTime(frame.time)}
                  </figcaption>
                </figure>
              ))}
            </div>
          </Panel>
        </div>
        <div className="stack">
          <Panel title="What happened">
            <blockquote className="reasoning">{incident.reasoning || "The model said nothing at that moment."}</blockquote>
            {incident.detail !== "" && <p className="notes">{incident.detail}</p>}
            {incident.plan !== null && <PlanSketch plan={incident.plan} sizePixels={160} />}
            <Facts
              of={[
                ["When", dateTime(incident.occurredAt)],
                ["Vehicle", <Link to={`/vehicles/${incident.vehicleId}`}>{incident.vehicleId}</Link>],
                ["Speed", kilometresPerHour(incident.speedMetresPerSecond)],
                ["Hardest braking", `${incident.peakDecelerationMetresPerSecondSquared.toFixed(1)} m/s²`],
                ["Place", coordinates(incident.position.latitude, incident.position.longitude)],
                ["Heading", `${Math.round(incident.headingDegrees)}°`],
                ["Release", orDash(incident.releaseId)],
                ["Ride", incident.rideId === "" ? "–" : <Link to={`/rides/${incident.rideId}`}>{shortId(incident.rideId)}</Link>],
                ["Evidence", incident.evidenceComplete ? "Complete" : "Not complete"],
                ["Recording", incident.clip.lengthBytes === null ? words(incident.clip.state) : bytes(incident.clip.lengthBytes)],
              ]}
            />
            {incident.clip.state === "kept" && incident.clip.quarantineReason !== null && (
              <p className="notes">Another recording was set apart: {incident.clip.quarantineReason}</p>
            )}
            {incident.kind === "collision" && <Link to={`/incidents/${incident.incidentId}/report`}>Report to NHTSA</Link>}{" "}
            {incident.clip.state === "kept" && (
              <>
                <Link to={`/incidents/${incident.incidentId}/expert`}>Every message</Link>{" "}
                <a href={`${path}/clip`} download>
                  Download the recording (MCAP)
                </a>
              </>
            )}
          </Panel>
          <DeadlinePanel path={path} />
          <JudgePanel incident={incident} path={path} />
          <EvidencePanel path={path} />
          <HistoryPanel path={path} />
        </div>
      </div>
    </>
  );
}

const deadlines = list(deadline);

function DeadlinePanel({ path }: { path: string }) {
  const shown = `${path}/deadlines`;
  const found = useApi(shown, deadlines, 10);
  if (!found.data || found.data.length === 0) return null;
  return (
    <Panel title="Deadlines">
      <DeadlineList deadlines={found.data} shown={shown} withIncident={false} />
    </Panel>
  );
}
