import type { Command } from "../../shared/api";

/** What an operator may order one vehicle to do. */
export const KINDS = ["stop-now", "pull-over", "end-emergency", "cancel-mission", "unlock-doors"] as const;
export type OrderKind = (typeof KINDS)[number];

/** What an order is about, if it must say so: the member of the request, and its name for people. */
export function targetOf(kind: OrderKind): { name: string; label: string } | null {
  switch (kind) {
    case "end-emergency":
      return { name: "emergencyId", label: "Emergency, or the command that stopped the vehicle" };
    case "cancel-mission":
      return { name: "missionId", label: "Mission" };
    case "unlock-doors":
      return { name: "rideId", label: "Ride" };
    default:
      return null;
  }
}

export function newOrder(vehicleId: string, kind: OrderKind, targetId: string, deadlineSeconds: number, reason: string): object {
  const target = targetOf(kind);
  return { vehicleId, kind, deadlineSeconds, reason, ...(target === null ? {} : { [target.name]: targetId }) };
}

/** What stopped the vehicle last, by the name that its end must call it; the newest command is the first. */
export function lastStop(commands: readonly Command[]): string | null {
  const stop = commands.find((one) => one.kind === "stop-now" || one.kind === "pull-over");
  return stop === undefined ? null : stop.emergencyId || stop.commandId;
}
