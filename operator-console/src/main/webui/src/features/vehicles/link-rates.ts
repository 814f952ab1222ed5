import type { VehicleLink } from "../../shared/api";

/** What a gateway said, and when it was read: milliseconds since 1970. */
export interface Reading {
  link: VehicleLink;
  atMillis: number;
}

/** Records a second by lane; a lane that is new, or whose gateway began to count anew, has none. */
export function ratesBetween(older: Reading, newer: Reading): Map<string, number> {
  const seconds = (newer.atMillis - older.atMillis) / 1000;
  const before = new Map(older.link.lanes.map((lane) => [lane.lane, lane.taken]));
  const rates = new Map<string, number>();
  for (const { lane, taken } of newer.link.lanes) {
    const base = before.get(lane);
    if (seconds > 0 && base !== undefined && taken >= base) rates.set(lane, (taken - base) / seconds);
  }
  return rates;
}
