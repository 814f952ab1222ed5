import type { LiveView, LiveWatch } from "../../shared/api";
import { words } from "../../shared/format";

/** What this screen knows of the car that it watches. */
export interface Seen {
  readonly watch: LiveWatch | null;
  readonly view: LiveView | null;
  /** Size and time of what came in the last seconds. */
  readonly sizes: readonly { readonly at: number; readonly bytes: number }[];
}

export const NOTHING: Seen = { watch: null, view: null, sizes: [] };

/** An older picture is a warning: the street is another by now. */
export const STALE_MILLIS = 4_000;

const RATE_MILLIS = 10_000;
const AWAY_MILLIS = 10 * 60_000;
const HIDDEN_MILLIS = 60_000;

export function sawView(seen: Seen, view: LiveView): Seen {
  const at = Date.parse(view.receivedAt);
  const sizes = seen.sizes.filter((one) => at - one.at < RATE_MILLIS);
  return { ...seen, view, sizes: view.order === seen.view?.order ? seen.sizes : [...sizes, { at, bytes: view.bytes }] };
}

/** Kilobytes a second of the link over the last seconds, or nothing before there are two views. */
export function rate(seen: Seen): number | null {
  const first = seen.sizes[0];
  const last = seen.sizes[seen.sizes.length - 1];
  if (first === undefined || last === undefined || last.at <= first.at) return null;
  const sent = seen.sizes.slice(1).reduce((sum, one) => sum + one.bytes, 0);
  return sent / (last.at - first.at);
}

export interface Standing {
  readonly tone: "good" | "warn" | "bad" | "quiet";
  readonly words: string;
  /** How old what is seen is; apart from the words, which are read out when they change. */
  readonly age: string;
}

/** How the view stands, in words for operators. */
export function standing(seen: Seen, now: number): Standing {
  const { watch, view } = seen;
  if (watch === null) return { tone: "quiet", words: "Asking the car", age: "" };
  const age = view === null ? 0 : ageMillis(view, now);
  const old = view === null ? "" : `${(age / 1000).toFixed(age < 10_000 ? 1 : 0)} s old`;
  if (watch.state === "offline") return { tone: "bad", words: "The car is not connected; it is asked as soon as it is", age: old };
  if (watch.state === "refused") return { tone: "bad", words: `${refusal(watch)}; it is asked again`, age: old };
  if (view === null) return { tone: "quiet", words: "Waiting for the car's first picture", age: "" };
  return age > STALE_MILLIS ? { tone: "warn", words: "Stale", age: old } : { tone: "good", words: "Live", age: old };
}

function refusal(watch: LiveWatch): string {
  if (watch.code === "command.expired") return "The car does not answer";
  const why = watch.detail === "" ? watch.code : `${watch.detail} (${watch.code})`;
  return `The car does not show itself: ${why}`;
}

export function ageMillis(view: LiveView, now: number): number {
  return Math.max(0, now - Date.parse(view.capturedAt));
}

/** Where the car is on the minimal-risk ladder. */
export function ladder(view: LiveView): string {
  if (view.rung === "") return "Normal driving";
  const stands = view.mode === "minimal-risk-condition" ? ", standing" : "";
  return `${words(view.rung)}${stands}${view.rungCode === "" ? "" : ` (${view.rungCode})`}`;
}

export function thinking(view: LiveView): string {
  if (view.thinking === "full") return "Full reasoning";
  return view.thinking === "reflex" ? "Reflex" : "–";
}

/** Whether nobody seems to look at the page any more. */
export function isUnattended(now: number, inputAt: number, hiddenSince: number | null): boolean {
  return now - inputAt > AWAY_MILLIS || (hiddenSince !== null && now - hiddenSince > HIDDEN_MILLIS);
}
