import type { Ride } from "../../shared/api";
import { isNotYetAboard, isOver } from "../../shared/ride-state";

/** How long the rider has waited so far, of a ride for later since its time; null before that, and once the wait has ended, since its end is not in this shape. */
export function waitSeconds(ride: Ride, nowMillis: number): number | null {
  const since = Date.parse(ride.pickupAt ?? ride.requestedAt);
  const isEarly = ride.pickupAt !== null && since > nowMillis;
  return isNotYetAboard(ride.state) && !isEarly ? Math.max(0, (nowMillis - since) / 1000) : null;
}

/** From the request to the end, or until now. */
export function totalSeconds(ride: Ride, nowMillis: number): number {
  const end = isOver(ride.state) ? Date.parse(ride.stateSince) : nowMillis;
  return Math.max(0, (end - Date.parse(ride.requestedAt)) / 1000);
}
