import { useEffect, useState } from "react";
import type { Replay } from "./gate";

const FRAMES_PER_SECOND = 2;
const VIEW_CM = { left: -1500, right: 6500, top: 2600, bottom: -2600 };

function line(flat: readonly number[]): string {
  const points: string[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) points.push(`${flat[at]},${-(flat[at + 1] ?? 0)}`);
  return points.join(" ");
}

/** A rollout from above: roads, everybody's boxes, the plan of that moment and the words with it. */
export function GateReplay({ replay, name }: { replay: Replay; name: string }) {
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const last = replay.frames.length - 1;
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setAt((now) => Math.min(last, now + 1)), 1000 / FRAMES_PER_SECOND);
    return () => clearInterval(timer);
  }, [playing, last]);
  const frame = replay.frames[at];
  if (frame === undefined) return null;
  const [x = 0, y = 0] = frame.ego;
  const seconds = (frame.millis / 1000).toFixed(1);
  const width = VIEW_CM.right - VIEW_CM.left;
  const height = VIEW_CM.top - VIEW_CM.bottom;
  return (
    <figure className="gate-replay">
      <svg
        viewBox={`${x + VIEW_CM.left} ${-y - VIEW_CM.top} ${width} ${height}`}
        role="img"
        aria-label={`${name} from above at ${seconds} s`}
      >
        {replay.edges.map((edge, index) => (
          <polyline key={index} className={index % 3 === 1 ? "gate-middle" : "gate-edge"} points={line(edge)} />
        ))}
        {frame.plan && <polyline className="gate-plan" points={line(frame.plan)} />}
        {Object.entries(frame.actors).map(([id, pose]) => (
          <Box key={id} pose={pose} box={replay.boxes[id]} kind="gate-actor" />
        ))}
        <Box pose={frame.ego} box={replay.boxes["EGO"]} kind="gate-ego" />
      </svg>
      <figcaption>
        <div className="gate-controls">
          <button type="button" className="button" onClick={() => (at === last ? setAt(0) : setPlaying(!playing))}>
            {at === last ? "Again" : playing ? "Pause" : "Play"}
          </button>
          <input
            type="range"
            min={0}
            max={last}
            value={at}
            aria-label="Moment"
            aria-valuetext={`${seconds} s`}
            onChange={(event) => setAt(Number(event.target.value))}
          />
          <span className="muted">{seconds} s</span>
        </div>
        <p role="status">
          {frame.millis < replay.relevantFromMillis ? "The recording still drives." : frame.words || "No words."}
        </p>
      </figcaption>
    </figure>
  );
}

function Box({
  pose,
  box,
  kind,
}: {
  pose: readonly number[];
  box: { length: number; width: number; label: string } | undefined;
  kind: string;
}) {
  const [x = 0, y = 0, heading = 0] = pose;
  if (box === undefined) return null;
  return (
    <rect
      className={`${kind} gate-${box.label}`}
      x={-box.length / 2}
      y={-box.width / 2}
      width={box.length}
      height={box.width}
      rx={Math.min(box.length, box.width) / 4}
      transform={`translate(${x} ${-y}) rotate(${(-heading / 100) * (180 / Math.PI)})`}
    >
      <title>{box.label}</title>
    </rect>
  );
}
