import type { Rollout } from "../../shared/api";

/** People other than the one who prepared a rollout that must agree to it. */
export const APPROVALS_NEEDED = 2;

export type Step = { name: string; state: "done" | "now" | "to-come" };

const GATES = ["simulation-gate", "shadow", "approval"];
const GATE_NAMES = ["Simulation gate", "Shadow", "Approval"];

/** Whether a rollout waits at gates and goes on in waves, or reached a few cars by hand at once. */
export function isInWaves(rollout: Rollout): boolean {
  return rollout.waves > 1 || GATES.includes(rollout.state) || rollout.approvers.length > 0;
}

/** What a rollout goes through, in order, and where it is. A stopped one is nowhere any more. */
export function steps(rollout: Rollout): Step[] {
  const names = [...GATE_NAMES, ...Array.from({ length: rollout.waves }, (_, index) => waveName(index + 1, rollout.waves))];
  const gate = GATES.indexOf(rollout.state);
  const now = gate >= 0 ? gate : GATES.length + rollout.wave - 1;
  const isOver = rollout.state === "finished";
  const isNowhere = ["stopped", "rolling-back", "rolled-back"].includes(rollout.state);
  return names.map((name, index) => ({
    name,
    state: isOver || index < now ? "done" : index === now && !isNowhere ? "now" : "to-come",
  }));
}

function waveName(wave: number, waves: number): string {
  if (wave === waves) return "General";
  return wave === 1 ? "Canary" : `Wave ${wave}`;
}

/** Why a rollout stays where it is, in a sentence; empty if nothing is missing. */
export function waitsFor(rollout: Rollout): string {
  switch (rollout.state) {
    case "simulation-gate":
      return "Waits for signed evidence of a passed simulation.";
    case "shadow":
      return "Waits for signed evidence of a passed shadow drive.";
    case "approval": {
      const missing = APPROVALS_NEEDED - rollout.approvers.length;
      return missing > 0 ? `Waits for ${missing === 1 ? "one more person" : "two people"} who did not prepare it.` : "";
    }
    case "paused":
      return rollout.heldFor.length > 0
        ? "Is held for an incident of severity 1."
        : "Is held: a person paused it, or too many vehicles of its wave failed.";
    case "rolling-back":
      return "Vehicles that run its release are brought back to what they ran before.";
    default:
      return "";
  }
}

/** Growing shares such as "4, 25, 100"; null if they are none. */
export function parseWaves(typed: string): number[] | null {
  const shares = typed.split(",").map((share) => Number(share.trim()));
  const grow = shares.every((share, index) => Number.isInteger(share) && share > (shares[index - 1] ?? 0));
  return grow && shares.at(-1) === 100 ? shares : null;
}
