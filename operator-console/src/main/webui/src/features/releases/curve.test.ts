import { expect, it } from "vitest";
import { curves } from "./curve";

const day = { day: "2026-11-20", kilometres: 1000, events: 2, controlKilometres: 4000, controlEvents: 4, logEvidence: 1 };

it("puts rates and bands between 0 and 1, and leaves out days without driving", () => {
  const drawn = curves({
    kind: "disengagement",
    logBound: 4,
    days: [day, { ...day, day: "2026-11-21", kilometres: 0, events: 0 }, { ...day, day: "2026-11-22", events: 4, logEvidence: 8 }],
  });
  expect(drawn.top).toBe(8);
  expect(drawn.candidate.map((point) => [point.x, point.y])).toEqual([
    [0, 0.25],
    [1, 0.5],
  ]);
  expect(drawn.others).toHaveLength(3);
  expect(drawn.candidate.every((point) => point.low < point.y && point.y < point.high && point.high <= 1)).toBe(true);
  expect(drawn.evidence.map((point) => point.y)).toEqual([0.25, 0.25, 1]);
});

it("draws a single day, and days without events", () => {
  const drawn = curves({ kind: "hard-brake", logBound: 4, days: [{ ...day, events: 0, controlEvents: 0 }] });
  expect(drawn.top).toBe(1);
  expect(drawn.candidate[0]?.y).toBe(0);
});
