import type { ClipScene } from "../../shared/api";
import { words } from "../../shared/format";
import { modeSpans } from "./scene";

/** Who drove, under the same time line as everything else. */
export function ModeBand({ modes, durationSeconds }: { modes: ClipScene["modes"]; durationSeconds: number }) {
  if (modes.length === 0) return null;
  return (
    <ol className="mode-band" aria-label="Who drove">
      {modeSpans(modes, durationSeconds).map((span, i) => (
        <li
          key={i}
          className={`mode mode-${span.mode}`}
          style={{ flexGrow: Math.max(0.001, span.toSeconds - span.fromSeconds) }}
          title={`${words(span.mode)} from ${span.fromSeconds.toFixed(1)} s${span.reason === "" ? "" : `: ${span.reason}`}`}
        >
          {words(span.mode)}
        </li>
      ))}
    </ol>
  );
}
