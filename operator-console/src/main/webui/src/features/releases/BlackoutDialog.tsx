import { useState } from "react";
import { ignored, write } from "../../shared/http";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Tabs } from "../../shared/ui";

const WAYS = [
  ["daily", "Hours of the day"],
  ["once", "Once"],
] as const;

/** Closes hours of a market, or of all, to updates. */
export function BlackoutDialog({ path, onClose, onDone }: { path: string; onClose: () => void; onDone: () => void }) {
  const [way, setWay] = useState("daily");
  const [market, setMarket] = useState("");
  const [schedule, setSchedule] = useState("0 0 16 ? * MON-FRI");
  const [duration, setDuration] = useState("03:00:00");
  const [timezone, setTimezone] = useState("America/New_York");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");

  function body(reason: string): object {
    const where = { marketId: market.trim() || null, reason };
    if (way === "daily") return { ...where, schedule, duration, timezone };
    return { ...where, from: instant(from), until: instant(until) };
  }

  return (
    <ReasonDialog
      title="Close hours to updates?"
      reach="No vehicle is taken out of service in these hours; downloads go on, and so does what brings a release off the road."
      confirm="Add blackout"
      act={(reason) => write(path, body(reason), ignored)}
      onClose={onClose}
      onDone={onDone}
    >
      <label htmlFor="blackout-market">Market, or nothing for all</label>
      <input id="blackout-market" value={market} onChange={(event) => setMarket(event.target.value)} />
      <Tabs label="When" options={WAYS} value={way} onChange={setWay} />
      {way === "daily" ? (
        <>
          <label htmlFor="blackout-schedule">Begins (Quartz cron)</label>
          <input id="blackout-schedule" value={schedule} onChange={(event) => setSchedule(event.target.value)} />
          <label htmlFor="blackout-duration">Lasts (hours:minutes:seconds)</label>
          <input id="blackout-duration" value={duration} onChange={(event) => setDuration(event.target.value)} />
          <label htmlFor="blackout-timezone">Time zone</label>
          <input id="blackout-timezone" value={timezone} onChange={(event) => setTimezone(event.target.value)} />
        </>
      ) : (
        <>
          <label htmlFor="blackout-from">From</label>
          <input id="blackout-from" type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
          <label htmlFor="blackout-until">Until</label>
          <input id="blackout-until" type="datetime-local" value={until} onChange={(event) => setUntil(event.target.value)} />
        </>
      )}
    </ReasonDialog>
  );
}

/** The service refuses what is missing, with its reason. */
function instant(typed: string): string | null {
  return typed === "" ? null : new Date(typed).toISOString();
}
