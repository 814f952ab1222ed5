import type { ClipScene } from "../../shared/api";

export type Pose = ClipScene["poses"][number];
export type Thing = ClipScene["looks"][number]["things"][number];
type Points = readonly (readonly [number, number])[];

/** The newest at this second, or nothing before the first. */
export function newestAt<T extends { tSeconds: number }>(all: readonly T[], tSeconds: number): T | null {
  return all.findLast((one) => one.tSeconds <= tSeconds) ?? null;
}

/** All that was weighed at the newest time by this second. */
export function candidatesAt(all: ClipScene["candidates"], tSeconds: number): ClipScene["candidates"] {
  const newest = newestAt(all, tSeconds)?.tSeconds;
  return all.filter((one) => one.tSeconds === newest);
}

/** Metres ahead of the car and to its left. */
export function fromCar(pose: Pose, x: number, y: number): readonly [number, number] {
  const [east, north] = [x - pose.x, y - pose.y];
  const [cosine, sine] = [Math.cos(pose.headingRadians), Math.sin(pose.headingRadians)];
  return [cosine * east + sine * north, cosine * north - sine * east];
}

/** On the screen ahead is up and left is left. */
export function line(points: Points): string {
  return points.map(([ahead, left]) => `${(-left).toFixed(2)},${(-ahead).toFixed(2)}`).join(" ");
}

/** A plan that was made a moment ago, as the car stands now. */
export function planFrom(
  then: Pose,
  now: Pose,
  plan: { xMetres: readonly number[]; yMetres: readonly number[] },
): Points {
  const [cosine, sine] = [Math.cos(then.headingRadians), Math.sin(then.headingRadians)];
  return plan.xMetres.map((ahead, i) => {
    const left = plan.yMetres[i] ?? 0;
    return fromCar(now, then.x + cosine * ahead - sine * left, then.y + sine * ahead + cosine * left);
  });
}

/** Where the car went in the seconds around, as it stands now. */
export function trailAt(poses: readonly Pose[], now: Pose, seconds: number): Points {
  return poses
    .filter((pose) => Math.abs(pose.tSeconds - now.tSeconds) <= seconds)
    .map((pose) => fromCar(now, pose.x, pose.y));
}

/** Who drove from when to when. */
export function modeSpans(
  modes: ClipScene["modes"],
  durationSeconds: number,
): readonly { mode: string; reason: string; fromSeconds: number; toSeconds: number }[] {
  return modes.map((mode, i) => ({
    mode: mode.mode,
    reason: mode.reason,
    fromSeconds: Math.max(0, mode.tSeconds),
    toSeconds: modes[i + 1]?.tSeconds ?? durationSeconds,
  }));
}
