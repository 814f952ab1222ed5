import type { Place, Vehicle } from "../../shared/api";

const METRES_A_DEGREE = 111_195;

/** In a city, degrees are as good as a sphere. */
export function metresBetween(a: Place | null, b: Place): number {
  if (a === null) return Infinity;
  const east = (a.longitude - b.longitude) * Math.cos((b.latitude * Math.PI) / 180);
  return Math.hypot(a.latitude - b.latitude, east) * METRES_A_DEGREE;
}

/** Cars that could take a ride now, nearest first; dispatch judges once more. */
export function nearest(cars: readonly Vehicle[], to: Place): Vehicle[] {
  return cars
    .filter((car) => car.state === "idle" && car.position !== null)
    .toSorted((a, b) => metresBetween(a.position, to) - metresBetween(b.position, to));
}
