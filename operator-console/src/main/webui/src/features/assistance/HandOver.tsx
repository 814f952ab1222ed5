import { useState } from "react";
import { assistTicket, type AssistTicket } from "../../shared/api";
import { write } from "../../shared/http";
import { Failure, Panel } from "../../shared/ui";

/** Gives a question back to the queue, or to somebody by name, with what was found so far. */
export function HandOver({ ticket }: { ticket: AssistTicket }) {
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const [fault, setFault] = useState<unknown>(null);
  return (
    <Panel title="Hand over">
      <form
        className="stack assist-answer"
        onSubmit={(event) => {
          event.preventDefault();
          void write(`/api/incident/v1/assistance/tickets/${ticket.ticketId}/hand-over`, { fence: ticket.fence, to, note }, assistTicket).then(
            () => setFault(null),
            setFault,
          );
        }}
      >
        <label>
          To <input value={to} placeholder="the queue" onChange={(event) => setTo(event.target.value)} />
        </label>
        <label>
          Note <textarea value={note} rows={2} onChange={(event) => setNote(event.target.value)} />
        </label>
        <button type="submit" className="button button-quiet">
          Hand over
        </button>
        {fault !== null && <Failure fault={fault} />}
      </form>
    </Panel>
  );
}
