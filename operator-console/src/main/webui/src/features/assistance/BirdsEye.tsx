import type { PointerEvent } from "react";
import type { AssistScene } from "../../shared/api";
import { line, SceneFromAbove } from "../../shared/SceneFromAbove";
import type { Drawing, Point } from "./way";

/** The scene from above. While somebody draws, a click is a point. */
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
    <SceneFromAbove scene={scene} chosen={chosen} className={drawing === null ? "birds-eye" : "birds-eye birds-eye-drawn"} onPointerDown={click}>
      {drawing !== null && <DrawnWay drawing={drawing} />}
    </SceneFromAbove>
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
