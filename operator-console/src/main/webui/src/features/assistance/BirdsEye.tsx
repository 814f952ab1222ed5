import type { AssistScene } from "../../shared/api";

const COLOURS = ["var(--accent)", "var(--warn)", "var(--good)"];

/** The scene from above, in metres: ahead is up. The car is where its rear axle is at the origin. */
export function BirdsEye({ scene, chosen }: { scene: AssistScene; chosen: string | null }) {
  return (
    <svg className="birds-eye" viewBox="-15 -42 30 52" role="img" aria-label="The scene from above">
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
    </svg>
  );
}

function line(points: readonly (readonly [number, number])[]): string {
  return points.map(([ahead, left]) => `${-left},${-ahead}`).join(" ");
}
