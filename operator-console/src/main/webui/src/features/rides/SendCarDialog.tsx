import { useState } from "react";
import type { Ride, Vehicle } from "../../shared/api";
import { distance } from "../../shared/format";
import { useLive } from "../../shared/live";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { isNotYetAboard, seeksCar } from "../../shared/ride-state";
import { metresBetween, nearest } from "./nearest";

const MATCHER = "";

/** Sends a car by hand: one that the operator names, or whichever the matcher chooses. */
export function SendCarDialog({
  ride,
  act,
  onClose,
}: {
  ride: Ride;
  act: (name: string, body: Record<string, string>) => Promise<void>;
  onClose: () => void;
}) {
  const { picture } = useLive();
  const seeks = seeksCar(ride.state);
  const mayName = seeks || isNotYetAboard(ride.state);
  const meeting = ride.meetingPlace ?? ride.pickup;
  const cars = mayName ? nearest(picture?.vehicles ?? [], meeting) : [];
  const [chosen, setChosen] = useState<string | null>(null);
  const vehicleId = chosen ?? (seeks ? (cars[0]?.vehicleId ?? MATCHER) : MATCHER);
  const replaced = ride.vehicle ? `${ride.vehicle.vehicleId} is called back. ` : "";
  return (
    <ReasonDialog
      title={seeks ? "Assign a car?" : "Send another car?"}
      reach={`Reaches 1 rider${vehicleId === MATCHER ? "" : " and 1 vehicle"}. ${replaced}`}
      confirm={vehicleId === MATCHER ? "Let the matcher choose" : `Send ${vehicleId}`}
      disabled={seeks && vehicleId === MATCHER}
      act={(reason) => (vehicleId === MATCHER ? act("replace-vehicle", { reason }) : act("assign", { vehicleId, reason }))}
      onClose={onClose}
    >
      {mayName && (
        <>
          <label htmlFor="send-car">Car</label>
          <select id="send-car" value={vehicleId} onChange={(event) => setChosen(event.target.value)}>
            {!seeks && <option value={MATCHER}>Whichever the matcher chooses</option>}
            {seeks && cars.length === 0 && <option value={MATCHER}>No car is idle</option>}
            {cars.map((car) => (
              <option key={car.vehicleId} value={car.vehicleId}>
                {label(car, metresBetween(car.position, meeting))}
              </option>
            ))}
          </select>
        </>
      )}
      {!mayName && <p className="muted">Another car takes the rider on from where this one stands, at no new fare.</p>}
    </ReasonDialog>
  );
}

function label(car: Vehicle, metres: number): string {
  return `${car.vehicleId}: ${distance(metres)} away as the crow flies, ${Math.round(car.batteryPercent)} % battery`;
}
