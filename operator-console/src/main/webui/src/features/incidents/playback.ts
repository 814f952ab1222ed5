import type { ClipSummary } from "../../shared/api";

/** The picture that a viewer sees at this second: the newest that was taken by then. */
export function frameAt(frames: ClipSummary["frames"], tSeconds: number): number | null {
  let shown = frames[0]?.index ?? null;
  for (const frame of frames) {
    if (frame.tSeconds > tSeconds) break;
    shown = frame.index;
  }
  return shown;
}

/** The sentence that held at this second; its place in the list. */
export function spanAt(spans: ClipSummary["reasoning"], tSeconds: number): number | null {
  const found = spans.findLastIndex((span) => span.t0Seconds <= tSeconds && tSeconds < span.t1Seconds);
  return found === -1 ? null : found;
}

export function signalAt(signals: ClipSummary["signals"], tSeconds: number): ClipSummary["signals"][number] | null {
  return signals.findLast((signal) => signal.tSeconds <= tSeconds) ?? signals[0] ?? null;
}

/** A line through the samples, in a box of the given size; the value range is mapped from bottom to top. */
export function linePath(
  samples: readonly (readonly [number, number])[],
  durationSeconds: number,
  [lowest, highest]: readonly [number, number],
  [width, height]: readonly [number, number],
): string {
  const x = (t: number) => (durationSeconds === 0 ? 0 : (t / durationSeconds) * width);
  const y = (v: number) => height - ((v - lowest) / (highest - lowest || 1)) * height;
  return samples.map(([t, v], i) => `${i === 0 ? "M" : "L"}${x(t).toFixed(1)} ${y(v).toFixed(1)}`).join("");
}
