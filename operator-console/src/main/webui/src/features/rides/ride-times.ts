import type { Ride } from "../../shared/api";

const OVER = /^(completed|cancelled-.*)$/;
const NOT_YET_ABOARD = new Set(["requested", "matched", "en-route", "arrived", "boarding"]);

export function isOver(ride: Ride): boolean {
  return OVER.test(ride.state);
}

/** How long the rider has waited so far; null once the wait has ended, since its end is not in this shape. */
export function waitSeconds(ride: Ride, nowMillis: number): number | null {
  return NOT_YET_ABOARD.has(ride.state) ? Math.max(0, (nowMillis - Date.parse(ride.requestedAt)) / 1000) : null;
}

/** From the request to the end, or until now. */
export function totalSeconds(ride: Ride, nowMillis: number): number {
  const end = isOver(ride) ? Date.parse(ride.stateSince) : nowMillis;
  return Math.max(0, (end - Date.parse(ride.requestedAt)) / 1000);
}
