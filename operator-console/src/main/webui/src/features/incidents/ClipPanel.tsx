import { useMemo, useState, type KeyboardEvent } from "react";
import { clipScene, clipSummary, type ClipSummary } from "../../shared/api";
import { kilometresPerHour } from "../../shared/format";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, Panel } from "../../shared/ui";
import { wallRows } from "./cameras";
import { CameraWall } from "./CameraWall";
import { ModeBand } from "./ModeBand";
import { signalAt } from "./playback";
import { ReasoningRibbon } from "./ReasoningRibbon";
import { SceneView } from "./SceneView";
import { SignalChart } from "./SignalChart";
import { usePlayhead } from "./usePlayhead";

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
  const rows = useMemo(() => wallRows(clip.cameras), [clip.cameras]);
  const [large, setLarge] = useState<string | null>(null);
  const signal = signalAt(clip.signals, head.tSeconds);
  const moment = (Date.parse(momentIso) - Date.parse(clip.startedAt)) / 1000;
  const hasMoment = moment >= 0 && moment <= clip.durationSeconds;

  const enlarge = (name: string) => setLarge(large === name ? null : name);
  const numbered = clip.cameras.length > 1 ? rows.flat() : [];
  const keys: Readonly<Record<string, () => void>> = {
    " ": head.toggle,
    ArrowLeft: () => head.seek(head.tSeconds - STEP_SECONDS),
    ArrowRight: () => head.seek(head.tSeconds + STEP_SECONDS),
    r: () => head.seek(head.tSeconds - REWIND_SECONDS),
    m: () => head.seek(hasMoment ? moment : head.tSeconds),
    Escape: () => setLarge(null),
    ...Object.fromEntries(numbered.map((camera, i) => [String(i + 1), () => enlarge(camera.name)])),
  };
  const pressed = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const onCamera = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-camera]") : null;
    // Any other button, or the slider, that has the focus knows these keys itself.
    if (event.target !== event.currentTarget && (onCamera === null || event.key === " ")) return;
    const first = large ?? numbered[0]?.name;
    const focused = onCamera?.dataset["camera"] ?? first;
    const act = event.key === "f" && focused !== undefined && numbered.length > 0 ? () => enlarge(focused) : keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  return (
    <div className="player" tabIndex={0} role="group" aria-label="Recording. Space plays, arrows step, R goes back ten seconds, M to the moment, F or a number enlarges a camera" onKeyDown={pressed}>
      {clip.cameras.length === 0 && <Empty>This recording has no picture of any camera.</Empty>}
      <div className={numbered.length > 0 ? "player-views player-views-wall" : "player-views"}>
        {clip.cameras.length > 0 && (
          <CameraWall path={path} cameras={clip.cameras} rows={rows} tSeconds={head.tSeconds} large={large} enlarge={enlarge} />
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
