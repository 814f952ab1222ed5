import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Release } from "../../shared/api";
import { vehicleCount } from "../../shared/format";
import { ignored, write } from "../../shared/http";
import { ReasonDialog } from "../../shared/ReasonDialog";

/** Takes a release back; or, once that is done, the permission to drive with it, which alone stops cars on the road. */
export function RevokeDialog({ release, path, running, onClose }: { release: Release; path: string; running: number; onClose: () => void }) {
  const queries = useQueryClient();
  const isRevoked = release.state === "revoked";
  const [rollBack, setRollBack] = useState(true);
  const [stopDriving, setStopDriving] = useState(false);
  const cars = vehicleCount(running);
  const stops = "Cars that drive with it pull over and stop where they are, with riders aboard, and take no mission until another release drives.";
  return (
    <ReasonDialog
      title={isRevoked ? `Stop ${release.releaseId} from driving?` : `Revoke ${release.releaseId}?`}
      reach={
        isRevoked
          ? `For good. ${stops} ${cars} run it.`
          : `For good: it is offered and switched to nowhere any more, and its rollouts are stopped. ${cars} run it.`
      }
      confirm={stopDriving || isRevoked ? `Stop ${cars}` : "Revoke release"}
      danger
      disabled={isRevoked && !stopDriving}
      act={async (reason) => {
        await write(`${path}/revoke`, { reason, rollBack, stopDriving }, ignored);
        await queries.invalidateQueries({ queryKey: [path] });
      }}
      onClose={onClose}
    >
      <label>
        <input type="checkbox" checked={rollBack} onChange={(event) => setRollBack(event.target.checked)} />
        Also bring the vehicles that run it back to what they ran before
      </label>
      <label>
        <input type="checkbox" checked={stopDriving} onChange={(event) => setStopDriving(event.target.checked)} />
        {isRevoked ? `I want ${cars} to stop now` : `Emergency: it may not drive any more. ${stops}`}
      </label>
    </ReasonDialog>
  );
}
