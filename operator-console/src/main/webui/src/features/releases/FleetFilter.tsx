import { useQuery } from "@tanstack/react-query";
import { rolloutPreview, type RolloutPreview } from "../../shared/api";
import { vehicleCount } from "../../shared/format";
import { write } from "../../shared/http";
import { Failure } from "../../shared/ui";

/** What a person typed; empty lets all through. */
export type Filter = { markets: string; calibrations: string; running: string; leastKilometres: string; mostKilometres: string };

export const NO_FILTER: Filter = { markets: "", calibrations: "", running: "", leastKilometres: "", mostKilometres: "" };

/** The filter as the service wants it. */
export function filterBody(filter: Filter): object {
  return {
    marketIds: names(filter.markets),
    calibrationIds: names(filter.calibrations),
    runningReleaseIds: names(filter.running),
    leastKilometres: kilometres(filter.leastKilometres),
    mostKilometres: kilometres(filter.mostKilometres),
  };
}

function names(typed: string): string[] {
  return typed.split(",").map((name) => name.trim()).filter((name) => name !== "");
}

function kilometres(typed: string): number | null {
  return typed.trim() === "" || !Number.isFinite(Number(typed)) ? null : Number(typed);
}

const FIELDS: readonly (readonly [keyof Filter, string])[] = [
  ["markets", "Only in these markets"],
  ["calibrations", "Only with these calibrations"],
  ["running", "Only that run these releases"],
  ["leastKilometres", "Only from so many kilometres on"],
  ["mostKilometres", "Only up to so many kilometres"],
];

/** Narrows down which vehicles a rollout takes in, and says how many that are before it is made. */
export function FleetFilter({ releaseId, filter, onChange }: { releaseId: string; filter: Filter; onChange: (filter: Filter) => void }) {
  const body = { releaseId, filter: filterBody(filter) };
  const preview = useQuery({
    queryKey: ["rollout-preview", body],
    queryFn: () => write("/api/ota/v1/rollouts/preview", body, rolloutPreview),
  });
  return (
    <details>
      <summary>{preview.data ? previewText(preview.data) : "Counting the vehicles…"}</summary>
      {preview.isError && <Failure fault={preview.error} retry={() => void preview.refetch()} />}
      {FIELDS.map(([field, label]) => (
        <div key={field}>
          <label htmlFor={`filter-${field}`}>{label}</label>
          <input id={`filter-${field}`} value={filter[field]} onChange={(event) => onChange({ ...filter, [field]: event.target.value })} />
        </div>
      ))}
    </details>
  );
}

const UNFIT: Record<string, string> = {
  revoked: "because it is revoked",
  calibration: "for their calibration",
  market: "for their market",
  "agent-version": "for their agent's version",
};

/** How many vehicles would be taken in, and what becomes of the others. */
export function previewText(preview: RolloutPreview): string {
  const others = [
    preview.busy > 0 ? `${preview.busy} in another rollout` : "",
    preview.running > 0 ? `${preview.running} run it already` : "",
    ...Object.entries(preview.unfit).map(([why, count]) => `${count} that it does not fit ${UNFIT[why] ?? why}`),
  ].filter((part) => part !== "");
  const taken = `Takes in ${vehicleCount(preview.matching)}`;
  return others.length === 0 ? `${taken}.` : `${taken}; not ${others.join(", ")}.`;
}
