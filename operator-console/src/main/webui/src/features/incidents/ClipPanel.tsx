import { useEffect, type KeyboardEvent } from "react";
import { clipScene, clipSummary, type ClipSummary } from "../../shared/api";
import { kilometresPerHour } from "../../shared/format";
import { useApi } from "../../shared/queries";
import { Failure, Loading, Panel } from "../../shared/ui";
import { ModeBand } from "./ModeBand";
import { frameAt, signalAt } from "./playback";
import { ReasoningRibbon } from "./ReasoningRibbon";
import { SceneView } from "./SceneView";
import { SignalChart } from "./SignalChart";
import { usePlayhead } from "./usePlayhead";

const AHEAD = 4;
const STEP_SECONDS = 1;
const REWIND_SECONDS = 10;

export function ClipPanel({ path, momentIso }: { path: string; momentIso: string }) {
  const clip = useApi(`${path}/clip/summary`, clipSummary, false);
  return (
    <Panel title="Recording">
      {clip.isError && <Failure fault={clip.error} retry={() => void clip.refetch()} />}
      {clip.isPending && <Loading what="the recording" />}
      {clip.data && <ClipPlayer clip={clip.data} path={path} momentIso={momentIso} />}
    </Panel>
  );
}

function ClipPlayer({ clip, path, momentIso }: { clip: ClipSummary; path: string; momentIso: string }) {
  const head = usePlayhead(clip.durationSeconds);
  const scene = useApi(`${path}/clip/scene`, clipScene, false);
  const frame = frameAt(clip.frames, head.tSeconds);
  const signal = signalAt(clip.signals, head.tSeconds);
  const moment = (Date.parse(momentIso) - Date.parse(clip.startedAt)) / 1000;
  const hasMoment = moment >= 0 && moment <= clip.durationSeconds;

  useEffect(() => {
    if (frame === null) return;
    for (let next = frame + 1; next <= frame + AHEAD && next < clip.frames.length; next++) {
      new Image().src = `${path}/clip/frames/${next}`;
    }
  }, [frame, clip.frames.length, path]);

  const keys: Readonly<Record<string, () => void>> = {
    " ": head.toggle,
    ArrowLeft: () => head.seek(head.tSeconds - STEP_SECONDS),
    ArrowRight: () => head.seek(head.tSeconds + STEP_SECONDS),
    r: () => head.seek(head.tSeconds - REWIND_SECONDS),
    m: () => head.seek(hasMoment ? moment : head.tSeconds),
  };
  const pressed = (event: KeyboardEvent<HTMLDivElement>) => {
    // A button or the slider that has the focus knows these keys itself.
    if (event.target !== event.currentTarget) return;
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  return (
    <div className="player" tabIndex={0} role="group" aria-label="Recording. Space plays, arrows step, R goes back ten seconds, M to the moment" onKeyDown={pressed}>
      <div className="player-views">
        {frame !== null && (
          <img src={`${path}/clip/frames/${frame}`} alt={`Front camera, picture ${frame + 1} of ${clip.frames.length}`} />
        )}
        {scene.data && <SceneView scene={scene.data} plans={clip.plans} tSeconds={head.tSeconds} />}
      </div>
      {scene.isError && <Failure fault={scene.error} retry={() => void scene.refetch()} />}
      <div className="player-bar">
        <button type="button" className="button button-primary" onClick={head.toggle}>
          {head.playing ? "Pause" : "Play"}
        </button>
        <button type="button" className="button" onClick={() => head.seek(head.tSeconds - REWIND_SECONDS)}>
          Back 10 s
        </button>
        {hasMoment && (
          <button type="button" className="button" onClick={() => head.seek(moment)}>
            Go to the moment
          </button>
        )}
        <input
          type="range"
          aria-label="Place in the recording"
          min={0}
          max={clip.durationSeconds}
          step={0.05}
          value={head.tSeconds}
          onChange={(event) => head.seek(Number(event.target.value))}
        />
        <span className="tabular muted">
          {head.tSeconds.toFixed(1)} / {clip.durationSeconds.toFixed(1)} s
        </span>
      </div>
      {scene.data && <ModeBand modes={scene.data.modes} durationSeconds={clip.durationSeconds} />}
      <SignalChart signals={clip.signals} durationSeconds={clip.durationSeconds} tSeconds={head.tSeconds} />
      <p className="legend">
        <span>
          <span className="key-line" /> Speed <b>{signal ? kilometresPerHour(signal.speed) : "–"}</b>
        </span>
        <span>
          <span className="key-line key-line-dashed" /> Acceleration{" "}
          <b>{signal ? `${signal.acceleration.toFixed(1)} m/s²` : "–"}</b>
        </span>
      </p>
      <ReasoningRibbon spans={clip.reasoning} durationSeconds={clip.durationSeconds} tSeconds={head.tSeconds} onSeek={head.seek} />
    </div>
  );
}
