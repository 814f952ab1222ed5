import { useState } from "react";
import { useNavigate } from "react-router";
import { declared, registeredVehicle } from "../../shared/api";
import { vehicleCount, words } from "../../shared/format";
import { write } from "../../shared/http";
import { list } from "../../shared/json";
import { useLive } from "../../shared/live";
import { useApi } from "../../shared/queries";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Failure, Panel, Tabs } from "../../shared/ui";
import { AreaField } from "../../shared/area/AreaField";
import { LEAST_CORNERS, polygonOf, vehiclesInside, type Corners } from "../../shared/area/polygon";
import { reachOf } from "./reach";

const registry = list(registeredVehicle);

const KINDS = [
  ["stop-now", "Stop now"],
  ["pull-over", "Pull over"],
  ["avoid-area", "Avoid area"],
] as const;

const PLACES = [
  ["everywhere", "Whole fleet"],
  ["area", "Inside an area"],
] as const;

/** Declares an emergency: two steps, since the second says how many vehicles it stops. */
export function DeclarePanel() {
  const navigate = useNavigate();
  const registered = useApi("/api/gateway/v1/vehicles", registry, 5);
  const { picture } = useLive();
  const [kind, setKind] = useState("stop-now");
  const [place, setPlace] = useState("everywhere");
  const [corners, setCorners] = useState<Corners>([]);
  const [deadlineSeconds, setDeadlineSeconds] = useState(600);
  const [confirming, setConfirming] = useState(false);
  const hasArea = place === "area" || kind === "avoid-area";
  const isReady = !hasArea || corners.length >= LEAST_CORNERS;
  const cars = registered.data ?? null;
  const inside = hasArea ? vehiclesInside(corners, picture?.vehicles ?? []) : null;

  async function declare(reason: string): Promise<void> {
    const area = hasArea ? { area: polygonOf(corners) } : {};
    const made = await write("/api/gateway/v1/emergencies", { kind, reason, deadlineSeconds, ...area }, declared);
    await navigate(`/emergencies/${made.emergencyId}`);
  }

  return (
    <Panel title="Declare an emergency">
      <div className="form">
        {registered.isError && <Failure fault={registered.error} retry={() => void registered.refetch()} />}
        <div className="form-row">
          <Tabs label="What the cars do" options={KINDS} value={kind} onChange={setKind} />
          {kind !== "avoid-area" && <Tabs label="Where" options={PLACES} value={place} onChange={setPlace} />}
          <div>
            <label htmlFor="emergency-deadline">Cars begin within, seconds</label>
            <input
              id="emergency-deadline"
              type="number"
              min={1}
              max={86_400}
              value={deadlineSeconds}
              onChange={(event) => setDeadlineSeconds(Math.max(1, Math.trunc(Number(event.target.value))))}
            />
          </div>
          <button
            type="button"
            className="button button-danger"
            autoFocus
            disabled={!isReady}
            onClick={() => setConfirming(true)}
          >
            {words(kind)}…
          </button>
        </div>
        {hasArea && <AreaField corners={corners} onChange={setCorners} />}
        {hasArea && corners.length < LEAST_CORNERS && <p className="muted">An area needs three corners or more.</p>}
      </div>
      {confirming && (
        <ReasonDialog
          title={`${words(kind)}: ${hasArea ? "inside the area" : "the whole fleet"}?`}
          reach={reachOf(cars, inside)}
          confirm={cars === null ? words(kind) : `${words(kind)}, ${vehicleCount(cars.length)}`}
          danger
          act={declare}
          onClose={() => setConfirming(false)}
        />
      )}
    </Panel>
  );
}
