import { flag, list, maybe, number, record, text } from "../../shared/json";

/** What is kept of an incident, until when, what holds it, and all that was done to it. */
export const evidence = record({
  vehicleId: text,
  retention: record({ class: text, chosenBy: maybe(text), reason: maybe(text) }),
  hold: maybe(
    record({
      state: text,
      reason: text,
      placedBy: text,
      placedAt: text,
      releaseReason: maybe(text),
      requestedBy: maybe(text),
      requestExpiresAt: maybe(text),
      releasedBy: maybe(text),
    }),
  ),
  blobs: list(record({ sha256: text, isClip: flag, receivedAt: text, keptUntil: text })),
  chain: text,
  carChain: record({ state: text, sequence: number, missing: list(number), forks: list(number) }),
  entries: list(
    record({ sequence: number, act: text, actor: maybe(text), at: text, entry: text, blobSha256: maybe(text), reason: maybe(text), purpose: maybe(text) }),
  ),
});
export type Evidence = ReturnType<typeof evidence>;

export const CLASSES = {
  routine: "Routine, 30 days",
  "edge-case": "Edge case, 2 years",
  reportable: "Reportable, 7 years",
} as const;

/** Whether something holds it now. */
export function isHeld(one: Evidence): boolean {
  return one.hold !== null && one.hold.state !== "released";
}

/** What the car's own chain says, in a sentence. */
export function carSentence(chain: Evidence["carChain"]): string {
  switch (chain.state) {
    case "intact":
      return chain.sequence === 0 ? "No sealed recording yet" : `Intact, ${chain.sequence} entries`;
    case "gap":
      return `Not all has come: ${chain.missing.join(", ")}`;
    default:
      return `The vehicle told two stories at ${chain.forks.join(", ")}`;
  }
}
