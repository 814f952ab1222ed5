import type { Incident } from "../../shared/api";

/** Where an incident's recording is, in words. */
export function clipSentence(incident: Incident): string {
  const { state, receivedBytes, lengthBytes, quarantineReason } = incident.clip;
  switch (state) {
    case "kept":
      return "The recording is here.";
    case "expected":
      return receivedBytes !== null && lengthBytes !== null && lengthBytes > 0
        ? `The recording is on its way: ${Math.floor((100 * receivedBytes) / lengthBytes)} %`
        : "The recording is on its way from the vehicle.";
    case "quarantined":
      return `The recording is in quarantine: ${quarantineReason ?? "no reason given"}`;
    default:
      return "The vehicle announced no recording.";
  }
}
