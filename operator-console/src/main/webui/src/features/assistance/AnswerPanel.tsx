import { useEffect, useState } from "react";
import type { AssistScene, AssistTicket } from "../../shared/api";
import { Failure, Panel } from "../../shared/ui";
import { DrawPanel } from "./DrawPanel";
import { locked, optionOfKey, seconds, verdictWords } from "./desk";
import type { Advice, Drawing } from "./way";

/** What the model says, how old it is, and what may be answered. */
export function AnswerPanel({
  ticket,
  newest,
  me,
  now,
  limitMillis,
  answer,
  preview,
  drawing,
  draw,
}: {
  ticket: AssistTicket;
  newest: AssistScene | null;
  me: string;
  now: number;
  limitMillis: number;
  answer: (advice: Advice) => Promise<void>;
  preview: (option: string | null) => void;
  drawing: Drawing | null;
  draw: (drawing: Drawing | null) => void;
}) {
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const why = locked(ticket, newest, me, now, limitMillis);
  const mayAnswer = why === "" && !busy;

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      const option = typing ? null : optionOfKey(event.key, newest);
      if (option !== null && mayAnswer && drawing === null) void give({ option });
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  });

  async function give(advice: Advice): Promise<void> {
    setBusy(true);
    setFault(null);
    try {
      await answer(advice);
      draw(null);
    } catch (refused) {
      setFault(refused);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Panel title="Answer">
      <div className="stack assist-answer">
        <p>
          <strong>{ticket.detail}</strong>
        </p>
        {newest !== null && (
          <>
            <p className="assist-ages tabular">
              <span className={why === "" ? "pill pill-good" : "pill pill-bad"}>Picture {seconds(newest.capturedAt, now)}</span>{" "}
              <span className="pill pill-quiet">Reasoning {seconds(newest.reasonedAt, now)}</span>
            </p>
            <blockquote>{newest.reasoning || "The model says nothing."}</blockquote>
          </>
        )}
        <p role="status">{why || "Keys 1 to 9 answer."}</p>
        {(newest?.options ?? []).map((option, index) => (
          <button
            key={option.id}
            type="button"
            className="button"
            disabled={!mayAnswer}
            onMouseEnter={() => preview(option.id)}
            onFocus={() => preview(option.id)}
            onMouseLeave={() => preview(null)}
            onClick={() => void give({ option: option.id })}
          >
            <kbd>{index + 1}</kbd> {option.words}
          </button>
        ))}
        {newest !== null && <DrawPanel scene={newest} mayAnswer={mayAnswer} drawing={drawing} change={draw} send={(path) => void give({ path })} />}
        {fault !== null && <Failure fault={fault} />}
        {verdictWords(ticket) !== "" && <p className="banner">{verdictWords(ticket)}</p>}
        {ticket.notes !== "" && <p className="notes">{ticket.notes}</p>}
      </div>
    </Panel>
  );
}
