import type { Vehicle } from "../../shared/api";
import { kilometresPerHour } from "../../shared/format";
import { Empty, VehicleState } from "../../shared/ui";

export function VehicleList({
  vehicles,
  selectedId,
  onSelect,
}: {
  vehicles: readonly Vehicle[];
  selectedId: string | null;
  onSelect: (vehicleId: string | null) => void;
}) {
  if (vehicles.length === 0) return <Empty>No vehicle has reported in this market yet.</Empty>;
  return (
    <ul className="vehicle-list">
      {vehicles.map((car) => (
        <li key={car.vehicleId}>
          <button
            type="button"
            aria-pressed={car.vehicleId === selectedId}
            onClick={() => onSelect(car.vehicleId === selectedId ? null : car.vehicleId)}
          >
            <span className="vehicle-name">{car.vehicleId}</span>
            <VehicleState state={car.state} />
            <span className="tabular muted">{kilometresPerHour(car.speedMetresPerSecond)}</span>
            <span className="tabular muted">{Math.round(car.batteryPercent)} %</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
