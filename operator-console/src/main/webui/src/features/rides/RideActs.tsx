import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Ride } from "../../shared/api";
import { ignored, write } from "../../shared/http";
import { useHasRole } from "../../shared/queries";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { isOver, seeksCar } from "../../shared/ride-state";
import { SendCarDialog } from "./SendCarDialog";

/** What an operator may do about a ride by hand. */
export function RideActs({ ride, path }: { ride: Ride; path: string }) {
  const [asked, setAsked] = useState<"send" | "cancel" | null>(null);
  const queries = useQueryClient();
  const isOperator = useHasRole("operator");
  const close = () => setAsked(null);
  async function act(name: string, body: Record<string, string>): Promise<void> {
    await write(`${path}/${name}`, body, ignored);
    await queries.invalidateQueries({ queryKey: [path] });
    await queries.invalidateQueries({ queryKey: [`${path}/why`] });
  }
  if (!isOperator || isOver(ride.state)) return null;
  return (
    <>
      <button type="button" className="button" onClick={() => setAsked("send")}>
        {seeksCar(ride.state) ? "Assign a car" : "Send another car"}
      </button>
      <button type="button" className="button" onClick={() => setAsked("cancel")}>
        Cancel ride
      </button>
      {asked === "send" && <SendCarDialog ride={ride} act={act} onClose={close} />}
      {asked === "cancel" && (
        <ReasonDialog
          title="Cancel this ride?"
          reach={ride.vehicle ? `Reaches 1 rider and 1 vehicle (${ride.vehicle.vehicleId}).` : "Reaches 1 rider, no vehicle."}
          confirm="Cancel ride"
          danger
          act={(reason) => act("cancel", { reason })}
          onClose={close}
        />
      )}
    </>
  );
}
