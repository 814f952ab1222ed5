import type { Incident } from "../../shared/api";
import { PlanSketch } from "./PlanSketch";

/** What is known of a moment before its recording is here: a picture, where the car was going, and why. */
export function FirstLook({ incident }: { incident: Incident }) {
  const still = incident.keyFrames[0];
  return (
    <div className="first-look">
      {still && (
        <img
          className="first-look-still"
          loading="lazy"
          width={112}
          height={64}
          src={`/api/incident/v1/incidents/${encodeURIComponent(incident.incidentId)}/key-frames/${still.number}`}
          alt={`What ${incident.vehicleId} saw`}
        />
      )}
      {incident.plan !== null && incident.plan.xMetres.length > 0 && <PlanSketch plan={incident.plan} sizePixels={64} />}
      <span className="muted">{incident.reasoning}</span>
    </div>
  );
}
