import type { DrivingKind } from "../../shared/api";
import { evidenceShare, perThousand } from "./driving";

/** A point of a curve with its band, both axes from 0 to 1; y grows upwards. */
export type Point = { x: number; y: number; low: number; high: number };

export type Curves = {
  candidate: Point[];
  others: Point[];
  /** How much of the evidence that stops the rollout was there at each day's end. */
  evidence: { x: number; y: number }[];
  /** Rate at the upper end of the axis, in 1,000 km. */
  top: number;
};

/** Days on which nobody drove leave a gap; the axis ends a little above the highest rate, and its bands are cut there. */
export function curves(kind: DrivingKind): Curves {
  const last = Math.max(1, kind.days.length - 1);
  const rates = kind.days.map((day, index) => ({
    x: index / last,
    candidate: perThousand(day.events, day.kilometres),
    others: perThousand(day.controlEvents, day.controlKilometres),
  }));
  const highest = Math.max(0, ...rates.flatMap((day) => [day.candidate?.rate ?? 0, day.others?.rate ?? 0]));
  const top = highest === 0 ? 1 : highest * 2;
  const points = (of: "candidate" | "others"): Point[] =>
    rates.flatMap((day) => {
      const rate = day[of];
      if (rate === null) return [];
      return [{ x: day.x, y: rate.rate / top, low: rate.low / top, high: Math.min(1, rate.high / top) }];
    });
  const evidence = kind.days.map((day, index) => ({ x: index / last, y: evidenceShare(day.logEvidence, kind.logBound) }));
  return { candidate: points("candidate"), others: points("others"), evidence, top };
}
