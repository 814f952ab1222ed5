import type { ClipScene, ClipSummary } from "../../shared/api";
import { words } from "../../shared/format";
import { candidatesAt, fromCar, line, newestAt, planFrom, trailAt, type Pose, type Thing } from "./scene";

const TRAIL_SECONDS = 8;
const DEGREES = 180 / Math.PI;

/** The moment from above: the car with what it meant to drive, what else it weighed, and what it followed around it. */
export function SceneView({ scene, plans, tSeconds }: { scene: ClipScene; plans: ClipSummary["plans"]; tSeconds: number }) {
  const now = newestAt(scene.poses, tSeconds);
  if (now === null) return null;
  const look = newestAt(scene.looks, tSeconds);
  const chosen = newestAt(plans, tSeconds);
  const weighed = candidatesAt(scene.candidates, tSeconds);
  const poseOf = (t: number): Pose => newestAt(scene.poses, t) ?? now;
  return (
    <figure className="scene">
      <svg className="birds-eye" viewBox="-30 -50 60 70" role="img" aria-label={spoken(look?.things.length ?? 0, chosen?.source, weighed)}>
        <polyline className="route" points={line(trailAt(scene.poses, now, TRAIL_SECONDS))} />
        {weighed.map((one, i) => (
          <polyline
            key={i}
            className={one.verdict === "approved" ? "offer" : "offer offer-refused"}
            points={line(planFrom(poseOf(one.tSeconds), now, one))}
          />
        ))}
        {chosen && <polyline className="offer offer-chosen" points={line(planFrom(poseOf(chosen.tSeconds), now, chosen))} />}
        {(look?.things ?? []).map((thing) => (
          <ThingBox key={thing.id} thing={thing} pose={now} />
        ))}
        <rect className="ego" x={-0.95} y={-3.8} width={1.9} height={4.8} rx={0.4} />
      </svg>
      <figcaption className="muted">{caption(chosen?.source, weighed)}</figcaption>
    </figure>
  );
}

function ThingBox({ thing, pose }: { thing: Thing; pose: Pose }) {
  const [ahead, left] = fromCar(pose, thing.x, thing.y);
  const turned = thing.speed < 0.3 ? 0 : (pose.headingRadians - thing.headingRadians) * DEGREES;
  return (
    <rect
      className={`track track-${thing.kind}`}
      x={-thing.widthMetres / 2}
      y={-thing.lengthMetres / 2}
      width={thing.widthMetres}
      height={thing.lengthMetres}
      transform={`translate(${(-left).toFixed(2)} ${(-ahead).toFixed(2)}) rotate(${turned.toFixed(1)})`}
    >
      <title>{`${words(thing.kind)} ${thing.id}, ${thing.speed.toFixed(1)} m/s`}</title>
    </rect>
  );
}

function caption(source: string | undefined, weighed: ClipScene["candidates"]): string {
  const refused = weighed.filter((one) => one.verdict !== "approved" && one.verdict !== "");
  const drives = source === undefined ? "No plan yet" : `Plan by ${words(source).toLowerCase()}`;
  return refused.length === 0 ? drives : `${drives}; refused: ${refused.map((one) => one.verdict).join(", ")}`;
}

function spoken(things: number, source: string | undefined, weighed: ClipScene["candidates"]): string {
  return `From above: ${things} things around the car. ${caption(source, weighed)}`;
}
