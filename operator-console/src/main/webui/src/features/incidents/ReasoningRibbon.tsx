import type { ClipSummary } from "../../shared/api";
import { Empty } from "../../shared/ui";
import { spanAt } from "./playback";

const WIDTH = 600;

/** What the model said, lit in step with playback. */
export function ReasoningRibbon({
  spans,
  durationSeconds,
  tSeconds,
  onSeek,
}: {
  spans: ClipSummary["reasoning"];
  durationSeconds: number;
  tSeconds: number;
  onSeek: (tSeconds: number) => void;
}) {
  if (spans.length === 0) return <Empty>The model said nothing in this recording.</Empty>;
  const lit = spanAt(spans, tSeconds);
  const x = (t: number) => (durationSeconds === 0 ? 0 : (t / durationSeconds) * WIDTH);
  return (
    <>
      <div className="ribbon" aria-hidden="true">
        <svg viewBox={`0 0 ${WIDTH} 26`} preserveAspectRatio="none">
          {spans.map((span, i) => (
            <rect
              key={i}
              className={i === lit ? "lit" : ""}
              x={x(span.t0Seconds)}
              width={Math.max(1, x(span.t1Seconds) - x(span.t0Seconds))}
              y="0"
              height="26"
            />
          ))}
          <line x1={x(tSeconds)} x2={x(tSeconds)} y1="0" y2="26" />
        </svg>
      </div>
      <ol className="sentences" aria-label="Reasoning">
        {spans.map((span, i) => (
          <li key={i} className={i === lit ? "lit" : ""} aria-current={i === lit ? "time" : undefined}>
            <button type="button" className="button button-quiet tabular" onClick={() => onSeek(span.t0Seconds)}>
              {span.t0Seconds.toFixed(1)} s
            </button>
            <span>
              {span.text} <span className="muted">{span.metaAction}</span>
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
