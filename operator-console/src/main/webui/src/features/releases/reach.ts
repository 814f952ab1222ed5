import type { Rollout, RunningRelease, Target } from "../../shared/api";

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

const WAITING: Record<string, string> = {
  "simulation-gate": "its rollout waits at the simulation gate",
  shadow: "its rollout drives in shadow first",
  approval: "its rollout waits for approval",
  paused: "its rollout is paused",
  running: "its wave has not come",
};

const WHY: Record<string, string> = {
  offered: "it has not answered the offer",
  downloading: "it is downloading",
  staged: "it has the files and gets ready",
  "waiting-for-safe-moment": "it waits until it carries nobody",
  activating: "it is switching",
  trial: "it tries the release",
  committed: "it said that it does, and has not reported it since",
  "rolled-back": "it went back",
  failed: "it failed",
  cancelled: "it was called off",
  lost: "it fell silent",
};

/** Why a vehicle does not run what it is meant to, as the rest of a sentence. */
export function whyNot(target: Target): string {
  const why = (target.state === "eligible" ? WAITING[target.rolloutState] : WHY[target.state]) ?? target.state;
  const word = [target.code, target.detail].filter((part) => part !== "").join(", ");
  return word === "" ? why : `${why} (${word})`;
}
