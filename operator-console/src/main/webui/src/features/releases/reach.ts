import type { Rollout, RolloutVehicle, RunningRelease, Target } from "../../shared/api";

const ENDED = new Set(["committed", "rolled-back", "failed", "lost", "cancelled"]);

/** Whether a vehicle's update can be taken from it: not yet sent, or of a device that asks for itself. */
export function isCancellable(car: RolloutVehicle): boolean {
  return !ENDED.has(car.state) && (car.actionId !== null || car.state === "eligible");
}

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
  "rolling-back": "it is about to be sent back",
  running: "its wave has not come",
};

const WHY: Record<string, string> = {
  offered: "it has not answered the offer",
  downloading: "it is downloading",
  staged: "it has the files and gets ready",
  "waiting-for-safe-moment": "it waits for a safe moment",
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
  const said = word === "" ? why : `${why} (${word})`;
  return target.waitsFor.length === 0 ? said : `${said}: ${target.waitsFor.join("; ")}`;
}
