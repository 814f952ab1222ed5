import type { Stranded } from "../../shared/api";
import { vehicleCount } from "../../shared/format";

/** Whom a change of an area reaches, in words. */
export function reachOf({ rides, vehicles }: Stranded): string {
  if (rides.length === 0 && vehicles.length === 0) return "Strands nobody. Holds at once.";
  const aboard = rides.filter((ride) => ride.riderAboard).length;
  return `Strands ${aboard} aboard, ${rides.length - aboard} waiting and ${vehicleCount(vehicles.length)} without a ride. Holds at once.`;
}
