import type { Ride, Vehicle } from "../../shared/api";
import { isNotYetAboard, seeksCar } from "../../shared/ride-state";
import { vehicleGroup } from "../../shared/vehicle-group";

/** What the strip above the map says. */
export interface Figures {
  openRequests: number | null;
  idle: number;
  onTrip: number;
  offline: number;
  averageWaitSeconds: number | null;
}

const ON_TRIP = new Set(["to-rider", "at-pick-up", "with-rider", "interrupted"]);

/** Rides are null for a role that does not see them: then their figures are unknown, not zero. */
export function figures(vehicles: readonly Vehicle[], rides: readonly Ride[] | null, nowMillis: number): Figures {
  const groups = vehicles.map((car) => vehicleGroup(car.state));
  const waits = (rides ?? [])
    .filter((ride) => isNotYetAboard(ride.state))
    .map((ride) => Math.max(0, (nowMillis - Date.parse(ride.requestedAt)) / 1000));
  return {
    openRequests: rides === null ? null : rides.filter((ride) => seeksCar(ride.state)).length,
    idle: groups.filter((group) => group === "idle").length,
    onTrip: groups.filter((group) => ON_TRIP.has(group)).length,
    offline: groups.filter((group) => group === "offline").length,
    averageWaitSeconds: waits.length === 0 ? null : waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
  };
}
