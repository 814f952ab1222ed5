import type { PointerEvent } from "react";
import type { AssistScene } from "../../shared/api";
import type { Drawing, Point } from "./way";

const COLOURS = ["var(--accent)", "var(--warn)", "var(--good)"];

/** The scene from above, in metres: ahead is up. The car is where its rear axle is at the origin. While somebody draws, a click is a point. */
export function BirdsEye({
  scene,
  chosen,
  drawing = null,
  draw,
}: {
  scene: AssistScene;
  chosen: string | null;
  drawing?: Drawing | null;
  draw?: (point: Point) => void;
}) {
  const click = (event: PointerEvent<SVGSVGElement>) => {
    const toScene = event.currentTarget.getScreenCTM()?.inverse();
    if (drawing === null || draw === undefined || toScene === undefined) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(toScene);
    draw([-at.y, -at.x]);
  };
  return (
    <svg
      className={drawing === null ? "birds-eye" : "birds-eye birds-eye-drawn"}
      viewBox="-15 -42 30 52"
      role="img"
      aria-label="The scene from above"
      onPointerDown={click}
    >
      <polyline className="route" points={line(scene.route)} />
      {scene.tracks.map((track, index) => (
        <rect
          key={index}
          className={`track track-${track.kind}`}
          x={-track.left - track.width / 2}
          y={-track.ahead - track.length / 2}
          width={track.width}
          height={track.length}
        />
      ))}
      {scene.options.map((option, index) =>
        option.path.length === 0 ? null : (
          <polyline
            key={option.id}
            className={option.id === chosen ? "offer offer-chosen" : "offer"}
            style={{ stroke: COLOURS[index % COLOURS.length] }}
            points={line(option.path)}
          />
        ),
      )}
      <rect className="ego" x={-0.95} y={-3.8} width={1.9} height={4.8} rx={0.4} />
      {drawing !== null && <DrawnWay drawing={drawing} />}
    </svg>
  );
}

function DrawnWay({ drawing }: { drawing: Drawing }) {
  const [ahead, left] = drawing.cursor;
  return (
    <g className="drawn">
      <polyline points={line([[0, 0], ...drawing.way])} />
      {drawing.way.map(([x, y], index) => (
        <circle key={index} cx={-y} cy={-x} r={0.35} />
      ))}
      <path className="cursor" d={`M${-left - 0.8} ${-ahead}h1.6M${-left} ${-ahead - 0.8}v1.6`} />
    </g>
  );
}

function line(points: readonly (readonly [number, number])[]): string {
  return points.map(([ahead, left]) => `${-left},${-ahead}`).join(" ");
}
