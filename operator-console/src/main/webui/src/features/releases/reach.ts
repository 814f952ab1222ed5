import type { Rollout, RunningRelease } from "../../shared/api";

const ENDED = new Set(["committed", "rolled-back", "failed", "lost", "cancelled"]);

/** Cars that a rollout may still change. */
export function stillReached(rollout: Rollout): number {
  return Object.entries(rollout.counts)
    .filter(([state]) => !ENDED.has(state))
    .reduce((sum, [, count]) => sum + count, 0);
}

export function totalVehicles(rollout: Rollout): number {
  return Object.values(rollout.counts).reduce((sum, count) => sum + count, 0);
}

/** How many cars run which release; those that never said are counted under an empty name. */
export function byRelease(running: readonly RunningRelease[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const car of running) counts.set(car.releaseId ?? "", (counts.get(car.releaseId ?? "") ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b));
}
