import { useEffect, useReducer, useState } from "react";
import { assistNews, assistScene, type AssistScene } from "../../shared/api";
import { follow } from "../../shared/stream";
import { EMPTY, heard, type Queue } from "./desk";

const SILENCE_MILLIS = 3_000;
const REWIND_MILLIS = 60_000;

export function useQueue(): { queue: Queue; isUp: boolean } {
  const [queue, take] = useReducer((old: Queue, data: unknown) => heard(old, assistNews(data, "queue")), EMPTY);
  const [isUp, link] = useState(false);
  useEffect(() => follow("/api/live/assistance", take, link, SILENCE_MILLIS), []);
  return { queue, isUp };
}

/** The pictures of the last minute of one question, the newest last. */
export function useScenes(ticketId: string | null): readonly AssistScene[] {
  const [scenes, setScenes] = useState<readonly AssistScene[]>([]);
  useEffect(() => {
    setScenes([]);
    if (ticketId === null) return undefined;
    const take = (data: unknown) => {
      const scene = assistScene(data, "scene");
      setScenes((old) => {
        const kept = old.filter((one) => one.order !== scene.order && Date.parse(scene.receivedAt) - Date.parse(one.receivedAt) < REWIND_MILLIS);
        return [...kept, scene];
      });
    };
    return follow(`/api/live/assistance/${encodeURIComponent(ticketId)}`, take, () => undefined, 3 * SILENCE_MILLIS);
  }, [ticketId]);
  return scenes;
}

/** The time, four times a second: ages are seen to grow. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return now;
}
