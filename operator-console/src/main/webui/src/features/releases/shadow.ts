import type { ShadowView } from "../../shared/api";

/** The bins of the service, as people read them. */
export const ERROR_BOUNDS = ["≤ 0.25 m", "≤ 0.5 m", "≤ 1 m", "≤ 2 m", "≤ 4 m", "≤ 8 m", "more"] as const;

export function metres(value: number): string {
  return `${value.toFixed(2)} m`;
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Whether what cars saw opens the release's shadow gate. */
export function gateWords(view: ShadowView): string {
  if (!view.opensGate) return "Opens no gate: only signed evidence does";
  return view.missing.length === 0 ? "Enough to open the shadow gate" : "Not enough yet to open the shadow gate";
}
