import type { ReactNode, SVGProps } from "react";
import type { AssistScene } from "./api";

const COLOURS = ["var(--accent)", "var(--warn)", "var(--good)"];

/** What a car shows, from above, in metres: ahead is up. The car is where its rear axle is at the origin. */
export function SceneFromAbove({
  scene,
  chosen,
  className = "birds-eye",
  children,
  ...more
}: { scene: Pick<AssistScene, "route" | "tracks" | "options">; chosen: string | null; children?: ReactNode } & SVGProps<SVGSVGElement>) {
  return (
    <svg className={className} viewBox="-15 -42 30 52" role="img" aria-label="The scene from above" {...more}>
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
      {children}
    </svg>
  );
}

/** Points ahead and to the left, as SVG wants them. */
export function line(points: readonly (readonly [number, number])[]): string {
  return points.map(([ahead, left]) => `${-left},${-ahead}`).join(" ");
}
