import type { Evidence } from "../../shared/api";
import { entries, list, maybe, number, record, text, UnexpectedBody, type Reader } from "../../shared/json";

/** The gate's report inside signed evidence, format robotaxi-gate/1: lengths in centimetres, headings in hundredths of a radian. */

const driver = record({
  release: text,
  sceneScore: number,
  rollouts: number,
  atFaultCollisions: number,
  offroad: number,
  failed: number,
  consistency: maybe(number),
  driveP99Millis: maybe(number),
  templates: entries(number),
});
export type GateDriver = ReturnType<typeof driver>;

const box: Reader<{ length: number; width: number; label: string }> = (value, path) => {
  if (!Array.isArray(value) || value.length !== 3) throw new UnexpectedBody(path, "length, width and label", value);
  return { length: number(value[0], path), width: number(value[1], path), label: text(value[2], path) };
};

const frame = record({
  millis: number,
  ego: list(number),
  actors: entries(list(number)),
  words: maybe(text),
  plan: maybe(list(number)),
});
export type ReplayFrame = ReturnType<typeof frame>;

const replay = record({ edges: list(list(number)), boxes: entries(box), relevantFromMillis: number, frames: list(frame) });
export type Replay = ReturnType<typeof replay>;

const rollout = record({
  scene: text,
  index: number,
  status: text,
  failure: text,
  score: number,
  championScore: maybe(number),
  metrics: entries(number),
  replay: maybe(replay),
});
export type GateRollout = ReturnType<typeof rollout>;

const report = record({
  format: text,
  verdict: text,
  reasons: list(text),
  scenes: number,
  candidate: driver,
  champion: maybe(driver),
  comparison: maybe(record({ meanDifference: number, low: number, high: number })),
  baselines: entries(number),
  rollouts: list(rollout),
});
export type GateReport = ReturnType<typeof report>;

const signed = record({ report: text });

/** The report of a piece of evidence; none where it is evidence of another make. */
export function gateReport(evidence: Evidence): GateReport | null {
  if (evidence.kind !== "simulation") return null;
  try {
    return report(JSON.parse(signed(JSON.parse(evidence.document), "document").report), "report");
  } catch {
    // Whoever brings evidence may report in another form; it counts all the same.
    return null;
  }
}

/** What went wrong in a rollout, in words. */
export function incident(of: GateRollout): string {
  if (of.failure !== "") return of.failure;
  const found = [
    (of.metrics["collision_at_fault"] ?? 0) > 0 && "at-fault collision",
    (of.metrics["offroad"] ?? 0) > 0 && "left the road",
    (of.metrics["collision_rear"] ?? 0) > 0 && "was run into",
  ].filter((one) => one !== false);
  return found.join(", ");
}

/** The template's name and the rest of a scene's name. */
export function sceneName(scene: string): { template: string; place: string } {
  const parts = /^scene-(.+)-([0-9a-f]{8}-v\d+)$/.exec(scene);
  return { template: (parts?.[1] ?? scene).replaceAll("-", " "), place: parts?.[2] ?? "" };
}
