import { useState } from "react";
import { useNavigate } from "react-router";
import { command } from "../../shared/api";
import { words } from "../../shared/format";
import { write } from "../../shared/http";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { KINDS, newOrder, targetOf, type OrderKind } from "./orders";

const DEADLINE_SECONDS = 600;

/** An order to one vehicle; whoever sends it is led to its history. */
export function OrderDialog({
  vehicleId,
  rideId,
  stopId,
  onClose,
}: {
  vehicleId: string;
  rideId: string | null;
  stopId: string | null;
  onClose: () => void;
}) {
  const navigate = useNavigate();
  const [kind, setKind] = useState<OrderKind>("stop-now");
  const known: Record<string, string> = { emergencyId: stopId ?? "", rideId: rideId ?? "" };
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [deadlineSeconds, setDeadlineSeconds] = useState(DEADLINE_SECONDS);
  const target = targetOf(kind);
  const targetId = target === null ? "" : (typed[target.name] ?? known[target.name] ?? "").trim();

  async function send(reason: string): Promise<void> {
    const sent = await write("/api/gateway/v1/commands", newOrder(vehicleId, kind, targetId, deadlineSeconds, reason), command);
    await navigate(`/commands/${sent.commandId}`);
  }

  return (
    <ReasonDialog
      title={`Send a command to ${vehicleId}`}
      reach={`Reaches 1 vehicle (${vehicleId}). If it is away, it gets it when it comes, until the deadline.`}
      confirm={words(kind)}
      danger={kind === "stop-now"}
      act={send}
      onClose={onClose}
    >
      <label htmlFor="order-kind">Command</label>
      <select
        id="order-kind"
        value={kind}
        onChange={(event) => setKind(KINDS.find((one) => one === event.target.value) ?? "stop-now")}
      >
        {KINDS.map((one) => (
          <option key={one} value={one}>
            {words(one)}
          </option>
        ))}
      </select>
      {target && (
        <>
          <label htmlFor="order-target">{target.label}</label>
          <input
            id="order-target"
            required
            value={typed[target.name] ?? known[target.name] ?? ""}
            onChange={(event) => setTyped({ ...typed, [target.name]: event.target.value })}
          />
        </>
      )}
      <label htmlFor="order-deadline">Deadline, seconds from now</label>
      <input
        id="order-deadline"
        type="number"
        min={1}
        max={86_400}
        value={deadlineSeconds}
        onChange={(event) => setDeadlineSeconds(Math.max(1, Math.trunc(Number(event.target.value))))}
      />
    </ReasonDialog>
  );
}
