import type { EmergencyProgress } from "../../shared/api";
import { vehicleCount } from "../../shared/format";

/** Commands of these states were not answered: nobody knows yet that the car has them. */
export const UNANSWERED = ["queued", "sent", "outcome-unknown"] as const;

/** Who gets an emergency, in words: every registered vehicle, wherever it is thought to be. That the register is silent hinders nobody. */
export function reachOf(registered: readonly { connected: boolean }[] | null, inside: number | null): string {
  const all =
    registered === null
      ? "Reaches every registered vehicle; how many is not known, the register does not answer."
      : `Reaches every registered vehicle: ${vehicleCount(registered.length)}, ${registered.filter((car) => car.connected).length} connected now.`;
  return inside === null ? all : `${all} ${inside} were last seen inside the area; each decides by where it is.`;
}

/** Cars that have not said that they have it; they may have ended without it, for instance by the deadline. */
export function unanswered(progress: EmergencyProgress): number {
  return UNANSWERED.reduce((sum, state) => sum + (progress.states[state] ?? 0), 0);
}
