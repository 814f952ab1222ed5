import { Link } from "react-router";
import type { Ride } from "../../shared/api";
import { dateTime, money, shortId, span } from "../../shared/format";
import { useNow } from "../../shared/now";
import { Guarantee, RideState } from "../../shared/ride-state";
import { totalSeconds, waitSeconds } from "./ride-times";

export function RideTable({ rides }: { rides: readonly Ride[] }) {
  const now = useNow();
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Ride</th>
            <th scope="col">State</th>
            <th scope="col">Requested</th>
            <th scope="col" className="number">
              Waiting
            </th>
            <th scope="col" className="number">
              In all
            </th>
            <th scope="col">Vehicle</th>
            <th scope="col" className="number">
              Price
            </th>
          </tr>
        </thead>
        <tbody>
          {rides.map((ride) => {
            const wait = waitSeconds(ride, now);
            return (
              <tr key={ride.rideId}>
                <td>
                  <Link to={`/rides/${ride.rideId}`} title={ride.rideId}>
                    {shortId(ride.rideId)}
                  </Link>
                </td>
                <td>
                  <RideState state={ride.state} /> {ride.guarantee !== null && <Guarantee is={ride.guarantee} />}
                </td>
                <td>
                  {dateTime(ride.requestedAt)}
                  {ride.pickupAt !== null && <div className="muted">for {dateTime(ride.pickupAt)}</div>}
                </td>
                <td className="number">{wait === null ? "–" : span(wait)}</td>
                <td className="number">{span(totalSeconds(ride, now))}</td>
                <td>{ride.vehicle ? <Link to={`/vehicles/${ride.vehicle.vehicleId}`}>{ride.vehicle.vehicleId}</Link> : "–"}</td>
                <td className="number">{money(ride.priceMinor, ride.currency)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
