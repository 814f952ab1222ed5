import { useEffect } from "react";
import type { AssistScene } from "../../shared/api";
import { begun, drawnByKey, takenBack, wayFault, type Drawing, type Way } from "./way";

/** A way of the person's own, where none of the car's offers is right. Keys: 0 begins, arrows and Space set points, Enter sends, Esc discards. */
export function DrawPanel({
  scene,
  mayAnswer,
  drawing,
  change,
  send,
}: {
  scene: AssistScene;
  mayAnswer: boolean;
  drawing: Drawing | null;
  change: (drawing: Drawing | null) => void;
  send: (way: Way) => void;
}) {
  const fault = drawing === null ? "" : wayFault(drawing);
  const maySend = drawing !== null && mayAnswer && fault === "";

  useEffect(() => {
    // What was drawn was drawn into another scene: the car may stand elsewhere now.
    if (drawing !== null && drawing.sceneId !== scene.sceneId) change(null);
  }, [drawing, scene.sceneId, change]);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event.target)) return;
      if (drawing === null) {
        if (event.key === "0" && mayAnswer) change(begun(scene));
        return;
      }
      if (event.key === "Escape") change(null);
      else if (event.key === "Enter" && maySend) send(drawing.way);
      else {
        const next = drawnByKey(drawing, event.key, event.shiftKey);
        if (next === null) return;
        change(next);
      }
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  });

  if (drawing === null) {
    return (
      <button type="button" className="button button-quiet" disabled={!mayAnswer} onClick={() => change(begun(scene))}>
        <kbd>0</kbd> Draw a way
      </button>
    );
  }
  return (
    <fieldset className="stack draw-way">
      <legend>A way of your own</legend>
      <p>Click into the scene from above, or move the cross with the arrow keys and set points with Space.</p>
      <p role="status" aria-label="The way">
        {drawing.way.length} points. {fault}
      </p>
      <div>
        <button type="button" className="button" disabled={!maySend} onClick={() => send(drawing.way)}>
          <kbd>Enter</kbd> Send
        </button>
        <button type="button" className="button button-quiet" disabled={drawing.way.length === 0} onClick={() => change(takenBack(drawing))}>
          <kbd>Backspace</kbd> One point back
        </button>
        <button type="button" className="button button-quiet" onClick={() => change(null)}>
          <kbd>Esc</kbd> Discard
        </button>
      </div>
    </fieldset>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT|BUTTON)$/.test(target.tagName);
}
