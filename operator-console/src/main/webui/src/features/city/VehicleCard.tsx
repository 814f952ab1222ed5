import { Link } from "react-router";
import type { Ride, Vehicle } from "../../shared/api";
import { distance, kilometresPerHour, orDash, shortId, span, words } from "../../shared/format";
import { RideState } from "../../shared/ride-state";
import { Facts, Panel, VehicleState } from "../../shared/ui";

export function VehicleCard({
  car,
  ride,
  nowMillis,
  onClose,
}: {
  car: Vehicle;
  ride: Ride | null;
  nowMillis: number;
  onClose: () => void;
}) {
  return (
    <Panel
      title={car.vehicleId}
      side={
        <button type="button" className="button button-quiet" onClick={onClose}>
          Close
        </button>
      }
    >
      <p className="card-state">
        <VehicleState state={car.state} />
        <span className="muted">{words(car.mode)}</span>
      </p>
      <blockquote className="reasoning" aria-label="What the model says">
        {car.reasoning === "" ? "The model has not said anything yet." : car.reasoning}
      </blockquote>
      <Facts
        of={[
          ["Speed", kilometresPerHour(car.speedMetresPerSecond)],
          ["Battery", `${Math.round(car.batteryPercent)} %`],
          ["Release", orDash(car.releaseId)],
          ["Model rate", `${car.modelHz.toFixed(1)} Hz`],
          ["Missed ticks", String(car.missedTicks)],
          ["Provider", orDash(car.modelProvider)],
          ["Aboard", car.occupied ? "Rider seated" : "Nobody"],
          ["Session", `epoch ${car.sessionEpoch}`],
          ["Last heard", `${span((nowMillis - Date.parse(car.seenAt)) / 1000)} ago`],
        ]}
      />
      {ride !== null && (
        <p className="card-ride">
          <Link to={`/rides/${ride.rideId}`}>Ride {shortId(ride.rideId)}</Link> <RideState state={ride.state} />
          {ride.vehicle && (
            <span className="muted">
              {" "}
              {distance(ride.vehicle.remainingMetres)} to go, {span(ride.vehicle.etaSeconds)}
            </span>
          )}
        </p>
      )}
      <Link to={`/vehicles/${car.vehicleId}`}>Commands and registration</Link>
    </Panel>
  );
}
