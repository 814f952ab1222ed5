import { useState } from "react";
import type { ChargingSite } from "../../shared/api";
import { ignored, write } from "../../shared/http";
import { useLive } from "../../shared/live";
import { ReasonDialog } from "../../shared/ReasonDialog";

const KINDS = [
  ["charge", "Charge"],
  ["clean", "Be cleaned"],
  ["depot", "Stand in the depot"],
] as const;

/** Sends a car to a depot by hand; dispatch judges whether it can go. */
export function OrderTaskDialog({
  path,
  sites,
  onSent,
  onClose,
}: {
  path: string;
  sites: readonly ChargingSite[];
  onSent: () => Promise<void>;
  onClose: () => void;
}) {
  const { picture } = useLive();
  const cars = (picture?.vehicles ?? []).filter((car) => car.rideId === null && car.connected);
  const [vehicleId, setVehicleId] = useState("");
  const [kind, setKind] = useState("charge");
  const [siteId, setSiteId] = useState(sites[0]?.siteId ?? "");
  return (
    <ReasonDialog
      title="Send a car to a depot?"
      reach={vehicleId === "" ? "Choose a car without a ride." : `Reaches 1 vehicle (${vehicleId}); a task that it has is taken back.`}
      confirm="Send"
      disabled={vehicleId === "" || siteId === ""}
      act={async (reason) => {
        await write(`${path}/tasks`, { vehicleId, kind, siteId, reason }, ignored);
        await onSent();
      }}
      onClose={onClose}
    >
      <label htmlFor="task-car">Car</label>
      <select id="task-car" value={vehicleId} onChange={(event) => setVehicleId(event.target.value)}>
        <option value="">–</option>
        {cars.map((car) => (
          <option key={car.vehicleId} value={car.vehicleId}>
            {car.vehicleId}: {Math.round(car.batteryPercent)} % battery, {car.state}
          </option>
        ))}
      </select>
      <label htmlFor="task-kind">What for</label>
      <select id="task-kind" value={kind} onChange={(event) => setKind(event.target.value)}>
        {KINDS.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
      <label htmlFor="task-site">Depot</label>
      <select id="task-site" value={siteId} onChange={(event) => setSiteId(event.target.value)}>
        {sites.map((site) => (
          <option key={site.siteId} value={site.siteId}>
            {site.name}: {site.charging.length} of {site.places} places taken
          </option>
        ))}
      </select>
    </ReasonDialog>
  );
}
