import type { Board } from "../../shared/api";
import { span } from "../../shared/format";

/** Longer than this nobody should wait for a car to be found, or for one to come. */
const LONG_SEARCH_SECONDS = 120;
const LONG_WAIT_SECONDS = 600;

export interface Figure {
  name: string;
  value: string;
  isBad: boolean;
}

/** The strip above the board, what needs attention marked. */
export function figuresOf(board: Board): Figure[] {
  const plain = (name: string, value: string): Figure => ({ name, value, isBad: false });
  const cars = (key: string) => String(board.cars[key] ?? 0);
  const wait = (name: string, seconds: number | null, bad: number): Figure => ({
    name,
    value: seconds === null ? "–" : span(seconds),
    isBad: seconds !== null && seconds > bad,
  });
  return [
    plain("Open requests", String(board.openRequests)),
    wait("Oldest wait", board.openRequests === 0 ? null : board.oldestWaitSeconds, LONG_SEARCH_SECONDS),
    wait("Wait, half of riders", board.waitP50Seconds, LONG_WAIT_SECONDS),
    wait("Wait, nine of ten", board.waitP90Seconds, LONG_WAIT_SECONDS),
    plain("Idle", cars("idle")),
    plain("On the way", cars("on-the-way")),
    plain("On trip", cars("on-trip")),
    plain("Repositioning", cars("repositioning")),
    plain("Charging", cars("charging")),
    plain("Cleaning", cars("cleaning")),
    plain("Out of service", cars("out-of-service")),
    plain("Empty kilometres", `${Math.round(board.emptyShare * 100)} %`),
  ];
}
