import { Link } from "react-router";
import type { Stranded } from "../../shared/api";
import { shortId } from "../../shared/format";
import { RideState } from "../../shared/ride-state";
import { reachOf } from "./reach";

const WHY: Record<string, string> = { vehicle: "the car stands inside", pickup: "the pick-up lies inside", dropoff: "the drop-off lies inside" };

/** Whom a change strands: riders aboard first, as dispatch orders them. */
export function StrandedList({ of }: { of: Stranded }) {
  return (
    <>
      <p className="reach">{reachOf(of)}</p>
      {of.rides.length > 0 && (
        <ul className="plain">
          {of.rides.map((ride) => (
            <li key={ride.rideId}>
              <Link to={`/rides/${ride.rideId}`}>Ride {shortId(ride.rideId)}</Link> <RideState state={ride.state} />{" "}
              {ride.riderAboard ? "rider aboard" : "rider waits"}: {WHY[ride.why] ?? ride.why}
            </li>
          ))}
        </ul>
      )}
      {of.vehicles.length > 0 && (
        <p>
          Without a ride:{" "}
          {of.vehicles.map((id, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link to={`/vehicles/${id}`}>{id}</Link>
            </span>
          ))}
        </p>
      )}
    </>
  );
}
