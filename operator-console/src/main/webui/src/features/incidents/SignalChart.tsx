import type { ClipSummary } from "../../shared/api";
import { linePath } from "./playback";

const WIDTH = 600;
const HEIGHT = 120;

export function SignalChart({
  signals,
  durationSeconds,
  tSeconds,
}: {
  signals: ClipSummary["signals"];
  durationSeconds: number;
  tSeconds: number;
}) {
  const fastest = Math.max(5, ...signals.map((one) => one.speed));
  const hardest = Math.max(4, ...signals.map((one) => Math.abs(one.acceleration)));
  const box = [WIDTH, HEIGHT] as const;
  const speed = linePath(signals.map((one) => [one.tSeconds, one.speed]), durationSeconds, [0, fastest], box);
  const acceleration = linePath(
    signals.map((one) => [one.tSeconds, one.acceleration]),
    durationSeconds,
    [-hardest, hardest],
    box,
  );
  const head = durationSeconds === 0 ? 0 : (tSeconds / durationSeconds) * WIDTH;
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Speed up to ${fastest.toFixed(1)} m/s, acceleration within ${hardest.toFixed(1)} m/s²`}
    >
      <line className="zero" x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
      <path className="speed" d={speed} />
      <path className="acceleration" d={acceleration} />
      <line className="head" x1={head} x2={head} y1="0" y2={HEIGHT} />
    </svg>
  );
}
