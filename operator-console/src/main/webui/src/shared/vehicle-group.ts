/** What a car does, in the few groups that an operator tells apart at a glance. */
export type VehicleGroup = "idle" | "to-rider" | "at-pick-up" | "with-rider" | "interrupted" | "on-task" | "charging" | "held" | "busy" | "offline";

export const VEHICLE_GROUPS: readonly VehicleGroup[] = [
  "interrupted",
  "with-rider",
  "at-pick-up",
  "to-rider",
  "idle",
  "on-task",
  "charging",
  "busy",
  "held",
  "offline",
];

export function vehicleGroup(state: string): VehicleGroup {
  switch (state) {
    case "idle":
    case "held":
    case "offline":
      return state;
    case "matched":
    case "en-route":
      return "to-rider";
    case "arrived":
    case "boarding":
      return "at-pick-up";
    case "in-ride":
    case "stopped":
    case "hold":
      return "with-rider";
    case "interrupted":
      return "interrupted";
    case "repositioning":
    case "to-charger":
    case "to-cleaning":
    case "to-depot":
    case "cleaning":
      return "on-task";
    case "charging":
      return "charging";
    default:
      return "busy";
  }
}

/** Colour is never the only sign: each group has a name and a mark of its own. */
export const GROUP_LOOK: Record<VehicleGroup, { name: string; mark: string; colour: string }> = {
  interrupted: { name: "Interrupted", mark: "▼", colour: "#ff5d5d" },
  "with-rider": { name: "With rider", mark: "◆", colour: "#2f9bff" },
  "at-pick-up": { name: "At pick-up", mark: "■", colour: "#22c7d6" },
  "to-rider": { name: "To rider", mark: "▲", colour: "#7c8cff" },
  idle: { name: "Idle", mark: "●", colour: "#2fbf71" },
  "on-task": { name: "On a task", mark: "▷", colour: "#c9a26b" },
  charging: { name: "Charging", mark: "↯", colour: "#a3c626" },
  busy: { name: "Busy", mark: "✚", colour: "#b07bea" },
  held: { name: "Held for update", mark: "‖", colour: "#e0a100" },
  offline: { name: "Offline", mark: "✕", colour: "#8a94a6" },
};
