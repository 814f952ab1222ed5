import { describe, expect, it } from "vitest";
import { frameAt, linePath, signalAt, spanAt } from "./playback";

const frames = [0.1, 0.25, 0.5];
const spans = [
  { t0Seconds: 0, t1Seconds: 2, text: "clear", metaAction: "keep" },
  { t0Seconds: 2, t1Seconds: 3, text: "blocked", metaAction: "brake" },
];

describe("playback", () => {
  it("shows the newest picture taken by then", () => {
    expect(frameAt(frames, 0.3)).toBe(1);
    expect(frameAt(frames, 0)).toBe(0);
    expect(frameAt(frames, 9)).toBe(2);
    expect(frameAt([], 1)).toBeNull();
  });

  it("lights the sentence that held, and none in a gap", () => {
    expect(spanAt(spans, 1.99)).toBe(0);
    expect(spanAt(spans, 2)).toBe(1);
    expect(spanAt(spans, 3)).toBeNull();
  });

  it("reads the last sample before the head", () => {
    const signals = [
      { tSeconds: 0, speed: 5, acceleration: 0 },
      { tSeconds: 1, speed: 3, acceleration: -4 },
    ];
    expect(signalAt(signals, 0.9)?.speed).toBe(5);
    expect(signalAt(signals, 1)?.speed).toBe(3);
    expect(signalAt([], 1)).toBeNull();
  });

  it("draws samples into the box, low values at its bottom", () => {
    expect(linePath([[0, 0], [5, 10]], 10, [0, 10], [100, 50])).toBe("M0.0 50.0L50.0 0.0");
  });
});
