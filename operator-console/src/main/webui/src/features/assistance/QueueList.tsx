import type { AssistTicket } from "../../shared/api";
import { words } from "../../shared/format";
import { Empty, StatePill } from "../../shared/ui";
import { ring, seconds, verdictWords, type Queue } from "./desk";

const ROUND = 2 * Math.PI * 9;

export function QueueList({ queue, chosen, now, choose }: { queue: Queue; chosen: string | null; now: number; choose: (id: string) => void }) {
  return (
    <div className="stack">
      {queue.tickets.length === 0 && <Empty>No car asks.</Empty>}
      <ul className="assist-queue" aria-label="Questions">
        {queue.tickets.map((ticket) => (
          <li key={ticket.ticketId}>
            <button type="button" aria-pressed={ticket.ticketId === chosen} onClick={() => choose(ticket.ticketId)}>
              <Ring ticket={ticket} now={now} />
              <span>
                <strong>{ticket.vehicleId}</strong> {words(ticket.kind)}
                <small>
                  {ticket.passengerAboard ? "Passenger aboard · " : ""}
                  {ticket.laneBlocked ? "Lane blocked · " : ""}
                  {seconds(ticket.receivedAt, now)}
                </small>
                {ticket.claimedBy !== null && <small>{ticket.claimedBy} has it</small>}
              </span>
              <StatePill state={ticket.state} />
            </button>
          </li>
        ))}
      </ul>
      {queue.over.length > 0 && (
        <ul className="assist-over" aria-label="Just answered">
          {queue.over.map((ticket) => (
            <li key={ticket.ticketId}>
              <StatePill state={ticket.state} /> {ticket.vehicleId} {verdictWords(ticket) || ticket.endedWhy}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Ring({ ticket, now }: { ticket: AssistTicket; now: number }) {
  const share = ring(ticket, now);
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" role="img" aria-label={share < 1 ? "Within 3 seconds" : "Waited more than 3 seconds"}>
      <circle className="ring-back" cx="12" cy="12" r="9" />
      <circle className={share < 1 ? "ring" : "ring ring-late"} cx="12" cy="12" r="9" strokeDasharray={`${share * ROUND} ${ROUND}`} transform="rotate(-90 12 12)" />
    </svg>
  );
}
