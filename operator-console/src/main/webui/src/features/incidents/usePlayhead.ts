import { useEffect, useState } from "react";

export interface Playhead {
  tSeconds: number;
  playing: boolean;
  seek: (tSeconds: number) => void;
  toggle: () => void;
}

/** A place in the recording that moves at the recording's own pace while it plays. */
export function usePlayhead(durationSeconds: number): Playhead {
  const [tSeconds, setSeconds] = useState(0);
  const [playing, setPlaying] = useState(false);

  useEffect(() => {
    if (!playing) return;
    let before: number | null = null;
    let request = requestAnimationFrame(function step(nowMillis) {
      const passed = before === null ? 0 : (nowMillis - before) / 1000;
      before = nowMillis;
      setSeconds((t) => Math.min(durationSeconds, t + passed));
      request = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(request);
  }, [playing, durationSeconds]);

  const ended = tSeconds >= durationSeconds;
  return {
    tSeconds,
    playing: playing && !ended,
    seek: (t) => setSeconds(Math.min(durationSeconds, Math.max(0, t))),
    toggle: () => {
      if (ended) setSeconds(0);
      setPlaying(ended || !playing);
    },
  };
}
