import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { rollout as rolloutReader, type Release, type RunningRelease } from "../../shared/api";
import { write } from "../../shared/http";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Tabs } from "../../shared/ui";
import { vehicleCount } from "../../shared/format";

const WAYS = [
  ["count", "A number of vehicles"],
  ["named", "These vehicles"],
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
  const reached = way === "count" ? count : named.length;

  async function start(reason: string): Promise<void> {
    if (reached === 0) throw new Error("Choose one vehicle or more");
    const who = way === "count" ? { count } : { vehicleIds: named };
    const started = await write("/api/ota/v1/rollouts", { releaseId: release.releaseId, reason, ...who }, rolloutReader);
    await queries.invalidateQueries({ queryKey: ["/api/ota/v1/rollouts"] });
    await navigate(`/releases/rollouts/${started.rolloutId}`);
  }

  return (
    <ReasonDialog
      title={`Roll out ${release.releaseId}`}
      reach={`Reaches ${vehicleCount(reached)} of ${vehicles.length}; ${candidates.length} do not run it yet.`}
      confirm="Start rollout"
      act={start}
      onClose={onClose}
    >
      <Tabs label="How to choose vehicles" options={WAYS} value={way} onChange={setWay} />
      {way === "count" ? (
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
      ) : (
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
