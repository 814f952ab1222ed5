import { useEffect, useRef, useState } from "react";
import { liveView, liveWatch, liveWatching } from "../../shared/api";
import { ignored, Refusal, write } from "../../shared/http";
import { record, text } from "../../shared/json";
import { follow } from "../../shared/stream";
import { isUnattended, NOTHING, sawView, type Seen } from "./live-view";

const RENEW_MILLIS = 5_000;
const SILENCE_MILLIS = 5_000;
const LOOK_MILLIS = 1_000;
const head = record({ type: text });

/** Watches a car for as long as there is a watch id, and ends the watch with it. */
export function useLiveView(vehicleId: string, watchId: string | null, refused: (fault: unknown) => void): Seen {
  const [seen, setSeen] = useState<Seen>(NOTHING);
  const tell = useRef(refused);
  useEffect(() => {
    tell.current = refused;
  }, [refused]);
  useEffect(() => {
    if (watchId === null) return undefined;
    setSeen(NOTHING);
    const path = `/api/incident/v1/live-views/${encodeURIComponent(vehicleId)}/watches/${watchId}`;
    let isOver = false;
    let close: (() => void) | null = null;
    const take = (data: unknown) => {
      if (head(data, "live").type === "view") {
        const view = liveView(data, "view");
        setSeen((old) => sawView(old, view));
      } else {
        const watch = liveWatch(data, "watch");
        setSeen((old) => ({ ...old, watch }));
      }
    };
    const renew = () =>
      write(path, {}, liveWatching, { method: "PUT" }).then(
        ({ watch }) => {
          if (isOver) return;
          setSeen((old) => ({ ...old, watch }));
          close ??= follow(`/api/live/views/${encodeURIComponent(vehicleId)}/${watchId}`, take, () => undefined, SILENCE_MILLIS);
        },
        (fault: unknown) => {
          // What is no answer of the service may pass by itself.
          if (!isOver && fault instanceof Refusal && fault.status < 500) tell.current(fault);
        },
      );
    void renew();
    const timer = setInterval(() => void renew(), RENEW_MILLIS);
    return () => {
      isOver = true;
      clearInterval(timer);
      close?.();
      // A screen that cannot say so any more is missed after its lease.
      write(path, {}, ignored, { method: "DELETE" }).catch(() => undefined);
    };
  }, [vehicleId, watchId]);
  return seen;
}

/** Says once that nobody seems to be at the page any more. */
export function useUnattended(isWatching: boolean, clock: () => number, away: () => void): void {
  const tell = useRef(away);
  useEffect(() => {
    tell.current = away;
  }, [away]);
  useEffect(() => {
    if (!isWatching) return undefined;
    let inputAt = clock();
    let hiddenSince: number | null = null;
    const input = () => {
      inputAt = clock();
    };
    const visibility = () => {
      hiddenSince = document.visibilityState === "hidden" ? clock() : null;
    };
    const kinds = ["pointermove", "pointerdown", "keydown"] as const;
    kinds.forEach((kind) => window.addEventListener(kind, input));
    document.addEventListener("visibilitychange", visibility);
    const timer = setInterval(() => {
      if (isUnattended(clock(), inputAt, hiddenSince)) tell.current();
    }, LOOK_MILLIS);
    return () => {
      clearInterval(timer);
      kinds.forEach((kind) => window.removeEventListener(kind, input));
      document.removeEventListener("visibilitychange", visibility);
    };
  }, [isWatching, clock]);
}
