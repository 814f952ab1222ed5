import type { ClipSummary } from "../../shared/api";

/** The picture that a viewer sees at this second: the newest that was taken by then, or the first if none was. */
export function frameAt(takenSeconds: readonly number[], tSeconds: number): number | null {
  if (takenSeconds.length === 0) return null;
  return Math.max(0, takenSeconds.findLastIndex((taken) => taken <= tSeconds));
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
