import { words } from "./format";

type Tone = "good" | "active" | "warn" | "bad" | "quiet";

/** How each state of a ride looks; a state that is not here is one that the console does not know yet, and looks quiet. */
const LOOK: Record<string, { tone: Tone; means: string; name?: string }> = {
  scheduled: { tone: "quiet", means: "Booked for later; a car is sought in time", name: "Booked" },
  requested: { tone: "warn", means: "A car is sought" },
  matched: { tone: "active", means: "A car was chosen and is being told" },
  "en-route": { tone: "active", means: "The car drives to the rider" },
  arrived: { tone: "active", means: "The car waits, locked" },
  boarding: { tone: "active", means: "The doors are open to the rider" },
  "in-ride": { tone: "active", means: "The rider is driven" },
  stopped: { tone: "active", means: "The car waits at a stop of the way" },
  hold: { tone: "warn", means: "The car is kept at a stop, at a price a minute" },
  interrupted: { tone: "bad", means: "The car stands where it should not" },
  reassigning: { tone: "warn", means: "The car failed on its way, another one is sought" },
  transfer: { tone: "bad", means: "The car failed with its rider, another one is sought" },
  completed: { tone: "good", means: "The rider got out" },
  "cancelled-rider": { tone: "quiet", means: "The rider changed their mind", name: "Cancelled by rider" },
  "cancelled-operator": { tone: "quiet", means: "An operator ended it, with a reason", name: "Cancelled by operator" },
  "cancelled-no-supply": { tone: "bad", means: "No car was found in time", name: "No car found" },
  "cancelled-no-show": { tone: "bad", means: "The rider never came", name: "No show" },
};

export function RideState({ state }: { state: string }) {
  const look = LOOK[state];
  return (
    <span className={`pill pill-${look?.tone ?? "quiet"}`} title={look?.means}>
      {rideStateName(state)}
    </span>
  );
}

/** As people say it. */
export function rideStateName(state: string): string {
  return LOOK[state]?.name ?? words(state);
}

const SURE: Record<string, { tone: Tone; means: string }> = {
  pending: { tone: "quiet", means: "Too early to say" },
  guaranteed: { tone: "good", means: "A car can be there in time" },
  "at-risk": { tone: "warn", means: "No car can be there in time as things are" },
  broken: { tone: "bad", means: "Nobody came in time; the rider gets a credit" },
  kept: { tone: "good", means: "The rider was met in time" },
};

/** How sure the promise of a ride for later is. */
export function Guarantee({ is }: { is: string }) {
  const look = SURE[is];
  return (
    <span className={`pill pill-${look?.tone ?? "quiet"}`} title={look?.means}>
      {words(is)}
    </span>
  );
}

const SEEKS_CAR = new Set(["requested", "reassigning", "transfer"]);
const NOT_YET_ABOARD = new Set(["requested", "matched", "en-route", "arrived", "boarding", "reassigning"]);

/** A car is sought for it. */
export function seeksCar(state: string): boolean {
  return SEEKS_CAR.has(state);
}

/** The rider waits for the car that they asked for. */
export function isNotYetAboard(state: string): boolean {
  return NOT_YET_ABOARD.has(state);
}

export function isOver(state: string): boolean {
  return state === "completed" || state.startsWith("cancelled-");
}
