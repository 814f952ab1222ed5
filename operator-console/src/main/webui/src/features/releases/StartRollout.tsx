import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { rollout as rolloutReader, type Release, type RunningRelease } from "../../shared/api";
import { write } from "../../shared/http";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Tabs } from "../../shared/ui";
import { vehicleCount } from "../../shared/format";
import { FleetFilter, NO_FILTER, filterBody } from "./FleetFilter";
import { parseWaves } from "./course";

const WAYS = [
  ["count", "A number of vehicles"],
  ["named", "These vehicles"],
  ["waves", "The fleet in waves"],
] as const;

export function StartRollout({
  release,
  vehicles,
  onClose,
}: {
  release: Release;
  vehicles: readonly RunningRelease[];
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const candidates = vehicles.filter((car) => car.releaseId !== release.releaseId);
  const [way, setWay] = useState("count");
  const [count, setCount] = useState(1);
  const [named, setNamed] = useState<readonly string[]>([]);
  const [waves, setWaves] = useState("4, 25, 100");
  const [failures, setFailures] = useState(5);
  const [judged, setJudged] = useState(true);
  const [rollsBack, setRollsBack] = useState(false);
  const [filter, setFilter] = useState(NO_FILTER);
  const reached = way === "waves" ? candidates.length : way === "count" ? count : named.length;

  function who(): object {
    if (way === "waves") {
      const wavePercents = parseWaves(waves);
      if (wavePercents === null) throw new Error("Waves are growing whole shares up to 100, for instance 4, 25, 100");
      const thresholds = { wavePercents, successPercent: 100 - failures, failurePercent: failures };
      const course = { ...thresholds, onBreach: rollsBack ? "roll-back" : "pause" };
      return { filter: filterBody(filter), course: judged ? { ...course, driving: {} } : course };
    }
    if (reached === 0) throw new Error("Choose one vehicle or more");
    return way === "count" ? { count } : { vehicleIds: named };
  }

  async function start(reason: string): Promise<void> {
    const started = await write("/api/ota/v1/rollouts", { releaseId: release.releaseId, reason, ...who() }, rolloutReader);
    await queries.invalidateQueries({ queryKey: ["/api/ota/v1/rollouts"] });
    await navigate(`/releases/rollouts/${started.rolloutId}`);
  }

  return (
    <ReasonDialog
      title={`Roll out ${release.releaseId}`}
      reach={`Reaches ${vehicleCount(reached)} of ${vehicles.length}; ${candidates.length} do not run it yet.`}
      confirm={way === "waves" ? "Prepare rollout" : "Start rollout"}
      act={start}
      onClose={onClose}
    >
      <Tabs label="How to choose vehicles" options={WAYS} value={way} onChange={setWay} />
      {way === "waves" && (
        <>
          <p className="muted">
            Nothing is sent yet: it waits for the evidence of simulation and shadow, and for the approval of two other people.
          </p>
          <label htmlFor="rollout-waves">Percent of the vehicles that each wave reaches</label>
          <input id="rollout-waves" required value={waves} onChange={(event) => setWaves(event.target.value)} />
          <FleetFilter releaseId={release.releaseId} filter={filter} onChange={setFilter} />
          <label htmlFor="rollout-failures">Stop beyond so many percent of failures in a wave</label>
          <input
            id="rollout-failures"
            type="number"
            min={0}
            max={100}
            value={failures}
            onChange={(event) => setFailures(Math.min(100, Math.max(0, Math.trunc(Number(event.target.value)))))}
          />
          <fieldset className="choices" aria-label="Driving">
            <label>
              <input type="checkbox" checked={judged} onChange={(event) => setJudged(event.target.checked)} />
              Stop it if it drives worse than the others
            </label>
            <label>
              <input type="checkbox" checked={rollsBack} onChange={(event) => setRollsBack(event.target.checked)} />
              When it is stopped, bring its vehicles back to what they ran before
            </label>
          </fieldset>
        </>
      )}
      {way === "count" && (
        <>
          <label htmlFor="rollout-count">How many</label>
          <input
            id="rollout-count"
            type="number"
            min={1}
            max={Math.max(1, vehicles.length)}
            value={count}
            onChange={(event) => setCount(Math.max(1, Math.trunc(Number(event.target.value))))}
          />
        </>
      )}
      {way === "named" && (
        <fieldset className="choices" aria-label="Vehicles">
          {candidates.map((car) => (
            <label key={car.vehicleId}>
              <input
                type="checkbox"
                checked={named.includes(car.vehicleId)}
                onChange={(event) =>
                  setNamed(
                    event.target.checked ? [...named, car.vehicleId] : named.filter((id) => id !== car.vehicleId),
                  )
                }
              />
              {car.vehicleId}
            </label>
          ))}
        </fieldset>
      )}
    </ReasonDialog>
  );
}
