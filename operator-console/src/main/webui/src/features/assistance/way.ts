import type { AssistScene } from "../../shared/api";

/** Metres ahead of the car's rear axle and to its left. */
export type Point = readonly [number, number];
export type Way = readonly Point[];

/** What a person says: one of the car's offers, or a way of their own. */
export type Advice = { readonly option: string } | { readonly path: Way };

/** What the car takes at most; it judges the rest itself. */
const MOST_POINTS = 80;
const LONGEST_GAP_METRES = 15;
const LONGEST_METRES = 90;
const CAR: Point = [0, 0];

/** Somebody draws: what lies already, and where the next point would go. */
export interface Drawing {
  readonly sceneId: string;
  readonly way: Way;
  readonly cursor: Point;
}

export function begun(scene: AssistScene): Drawing {
  return { sceneId: scene.sceneId, way: [], cursor: [5, 0] };
}

export function moved(drawing: Drawing, ahead: number, left: number): Drawing {
  return { ...drawing, cursor: [clamp(drawing.cursor[0] + ahead, -8, 40), clamp(drawing.cursor[1] + left, -14, 14)] };
}

export function added(drawing: Drawing, point: Point): Drawing {
  if (drawing.way.length >= MOST_POINTS) return drawing;
  const at: Point = [tenth(point[0]), tenth(point[1])];
  return { ...drawing, way: [...drawing.way, at], cursor: at };
}

export function takenBack(drawing: Drawing): Drawing {
  const way = drawing.way.slice(0, -1);
  return { ...drawing, way, cursor: way[way.length - 1] ?? drawing.cursor };
}

/** Why the way cannot be sent, in words; empty if it can. */
export function wayFault(drawing: Drawing): string {
  if (drawing.way.length < 2) return "A way has two points at least";
  const gaps = drawing.way.map((point, index) => apart(point, drawing.way[index - 1] ?? CAR));
  if (gaps.some((gap) => gap > LONGEST_GAP_METRES)) return `Points lie at most ${LONGEST_GAP_METRES} m apart`;
  if (gaps.reduce((sum, gap) => sum + gap, 0) > LONGEST_METRES) return `A way is at most ${LONGEST_METRES} m long`;
  return "";
}

/** What a key does to a drawing; null if nothing. Arrows move the cursor by a metre, with Shift by a quarter. */
export function drawnByKey(drawing: Drawing, key: string, fine: boolean): Drawing | null {
  const step = fine ? 0.25 : 1;
  switch (key) {
    case "ArrowUp":
      return moved(drawing, step, 0);
    case "ArrowDown":
      return moved(drawing, -step, 0);
    case "ArrowLeft":
      return moved(drawing, 0, step);
    case "ArrowRight":
      return moved(drawing, 0, -step);
    case " ":
      return added(drawing, drawing.cursor);
    case "Backspace":
      return takenBack(drawing);
    default:
      return null;
  }
}

function apart(one: Point, other: Point): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
