import { createContext, use, useEffect, useState } from "react";

/** Where the time comes from; tests hand in their own. */
export const ClockContext = createContext<() => number>(Date.now);

/** Milliseconds since 1970, anew each second. */
export function useNow(): number {
  const clock = use(ClockContext);
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), 1_000);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}
