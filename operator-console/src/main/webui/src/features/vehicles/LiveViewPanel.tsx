import { use, useState } from "react";
import type { LiveView } from "../../shared/api";
import { clock as clockTime, kilometresPerHour, words } from "../../shared/format";
import { ClockContext, useNow } from "../../shared/now";
import { useHasRole, useMe } from "../../shared/queries";
import { SceneFromAbove } from "../../shared/SceneFromAbove";
import { Empty, Facts, Failure, Loading, Panel } from "../../shared/ui";
import { ladder, rate, standing, thinking, type Seen } from "./live-view";
import { useLiveView, useUnattended } from "./useLiveView";

/** What the car may take of its link while it is watched, kilobytes a second. */
const LIMIT = 60;

/** What the car sees, its plan and its reasoning, for as long as somebody looks. */
export function LiveViewPanel({ vehicleId }: { vehicleId: string }) {
  const mayWatch = useHasRole("operator", "safety");
  const isKnown = useMe().isSuccess;
  const clock = use(ClockContext);
  const [watchId, setWatchId] = useState<string | null>(null);
  const [ended, setEnded] = useState("");
  const [fault, setFault] = useState<unknown>(null);
  const seen = useLiveView(vehicleId, watchId, (refusal) => {
    setFault(refusal);
    setWatchId(null);
  });
  useUnattended(watchId !== null, clock, () => {
    setEnded("Nobody was at this page for a while, so the live view has ended.");
    setWatchId(null);
  });

  function begin(): void {
    setFault(null);
    setEnded("");
    setWatchId(crypto.randomUUID());
  }

  return (
    <Panel
      title="Live view"
      side={
        mayWatch && (
          <button type="button" className="button" onClick={() => (watchId === null ? begin() : setWatchId(null))}>
            {watchId === null ? "Watch" : "Stop"}
          </button>
        )
      }
    >
      {fault !== null && <Failure fault={fault} />}
      {!isKnown && <Loading what="your role" />}
      {isKnown && !mayWatch && <Empty>Operators and safety officers may watch a car. Your role does not allow it.</Empty>}
      {mayWatch && watchId === null && (
        <Empty>{ended || "Nobody watches from this page. Watch shows what the car sees, about twice a second; who watched and when is recorded."}</Empty>
      )}
      {watchId !== null && <Watched seen={seen} />}
    </Panel>
  );
}

function Watched({ seen }: { seen: Seen }) {
  const now = useNow();
  const { tone, words: said, age } = standing(seen, now);
  const others = (seen.watch?.watchers ?? []).map((one) => `${one.person} since ${clockTime(one.since)}`);
  return (
    <div className="live-view">
      <p>
        <span role="status" className={`pill pill-${tone}`}>
          {said}
        </span>{" "}
        <span className={`tabular ${tone === "warn" ? "live-view-old" : ""}`}>{age}</span>{" "}
        {others.length > 0 && <span className="muted">Watched by {others.join(", ")}</span>}
      </p>
      {seen.view !== null && <View view={seen.view} kilobytes={rate(seen)} />}
    </div>
  );
}

function View({ view, kilobytes }: { view: LiveView; kilobytes: number | null }) {
  return (
    <>
      <blockquote className="reasoning">{view.reasoning || "The model has not said anything yet."}</blockquote>
      <div className="player-views">
        {view.picture === null ? (
          <p className="state-note">No picture: the cameras are off, or the newest one is too old to be shown.</p>
        ) : (
          <img className="key-frame" src={`data:image/jpeg;base64,${view.picture.jpeg}`} alt={`What camera ${view.picture.cameraId} sees`} />
        )}
        <SceneFromAbove scene={{ route: view.route, tracks: view.tracks, options: [{ id: "plan", words: "Plan", path: view.plan }] }} chosen="plan" />
      </div>
      <Facts
        of={[
          ["Thinking", thinking(view)],
          ["Said at", view.reasoning === "" ? "–" : clockTime(view.reasonedAt)],
          ["Plan by", words(view.planSource)],
          ["Speed", kilometresPerHour(view.speed)],
          ["Mode", words(view.mode)],
          ["Minimal-risk ladder", ladder(view)],
          ["Picture taken", clockTime(view.capturedAt)],
          ["Of the car's link", kilobytes === null ? "–" : `${kilobytes.toFixed(1)} kB/s, ${LIMIT} at most`],
        ]}
      />
    </>
  );
}
