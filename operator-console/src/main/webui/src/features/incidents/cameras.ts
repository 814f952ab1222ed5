import type { ClipCamera } from "../../shared/api";
import { words } from "../../shared/format";

/** As they sit on the car, from left to right; in operators' words. */
const AHEAD: Readonly<Record<string, string>> = {
  cross_left: "Cross left",
  front_wide: "Front",
  front_tele: "Front tele",
  cross_right: "Cross right",
};
const BEHIND: Readonly<Record<string, string>> = { rear_left: "Rear left", rear_tele: "Rear tele", rear_right: "Rear right" };

export function cameraName(name: string): string {
  return AHEAD[name] ?? BEHIND[name] ?? words(name);
}

/** The rows of the wall: what looks ahead or aside, and below it what looks back. A camera that nobody knows comes last in its row. */
export function wallRows(cameras: readonly ClipCamera[]): ClipCamera[][] {
  const isBehind = (camera: ClipCamera) => camera.name.startsWith("rear");
  return [row(cameras.filter((camera) => !isBehind(camera)), AHEAD), row(cameras.filter(isBehind), BEHIND)].filter(
    (cells) => cells.length > 0,
  );
}

function row(cameras: ClipCamera[], known: Readonly<Record<string, string>>): ClipCamera[] {
  const places = Object.keys(known);
  const place = (camera: ClipCamera) => {
    const at = places.indexOf(camera.name);
    return at === -1 ? places.length : at;
  };
  return cameras.sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name));
}
