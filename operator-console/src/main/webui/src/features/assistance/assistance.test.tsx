import { useState } from "react";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { AssistScene, AssistTicket } from "../../shared/api";
import { AnswerPanel } from "./AnswerPanel";
import { EMPTY, heard, locked, optionOfKey, ring } from "./desk";
import { QueueList } from "./QueueList";
import { added, begun, drawnByKey, takenBack, wayFault, type Advice, type Drawing } from "./way";

const NOW = Date.parse("2026-11-23T08:00:10Z");

const TICKET: AssistTicket = {
  ticketId: "t1", vehicleId: "car-1", kind: "blocked", detail: "Something stands in the lane", passengerAboard: false, laneBlocked: true,
  rideId: "", releaseId: "r@1", latitude: 43.7, longitude: 7.4, receivedAt: "2026-11-23T08:00:08Z", expiresAt: "2026-11-23T08:01:08Z",
  sceneId: "s1", options: [], state: "claimed", fence: 1, claimedBy: "ada", firstClaimedAt: null, answer: null, answeredBy: null,
  accepted: null, verdictCode: null, verdictDetail: null, endedWhy: null, notes: "",
};

const SCENE: AssistScene = {
  ticketId: "t1", sceneId: "s1", order: "1.1", capturedAt: "2026-11-23T08:00:09Z", receivedAt: "2026-11-23T08:00:09Z",
  reasoning: "Keep distance", reasonedAt: "2026-11-23T08:00:05Z", speed: 0,
  options: [{ id: "left", words: "Pass on the left", path: [[0, 0], [5, 2]] }, { id: "wait", words: "Wait 15 s", path: [] }],
  route: [], tracks: [], frames: [],
};

afterEach(cleanup);

type Answer = (advice: Advice) => Promise<void>;

function Answering({ ticket, scene, answer }: { ticket: AssistTicket; scene: AssistScene | null; answer: Answer }) {
  const [drawing, draw] = useState<Drawing | null>(null);
  return <AnswerPanel ticket={ticket} newest={scene} me="ada" now={NOW} limitMillis={4_000} answer={answer} preview={() => undefined} drawing={drawing} draw={draw} />;
}

function panel(ticket: AssistTicket, scene: AssistScene | null, answer: Answer) {
  return render(<Answering ticket={ticket} scene={scene} answer={answer} />);
}

function keys(...pressed: string[]) {
  for (const key of pressed) fireEvent.keyDown(window, { key });
}

it("puts a passenger first, then the longest wait", () => {
  const later = { ...TICKET, ticketId: "t2", receivedAt: "2026-11-23T08:00:09Z" };
  const aboard = { ...later, ticketId: "t3", passengerAboard: true };
  const news = { type: "snapshot", sequence: 4, at: "", tickets: [later, TICKET, aboard], ticket: null };
  expect(heard(EMPTY, news).tickets.map((one) => one.ticketId)).toEqual(["t3", "t1", "t2"]);
});

it("shows on every screen who answered what, and what the car made of it", () => {
  const over = { ...TICKET, state: "closed", answeredBy: "bob", answer: "Wait 15 s", accepted: false, verdictDetail: "the scene has changed", verdictCode: "assistance.stale-scene" };
  const queue = heard(EMPTY, { type: "ticket", sequence: 1, at: "", tickets: null, ticket: over });
  render(<QueueList queue={queue} chosen={null} now={NOW} choose={() => undefined} />);
  expect(screen.getByText(/bob: Wait 15 s. The car refused: the scene has changed/)).toBeDefined();
});

it("says in words why a car asks", () => {
  const asks = { ...TICKET, kind: "not_permitted" };
  const queue = heard(EMPTY, { type: "snapshot", sequence: 1, at: "", tickets: [asks], ticket: null });
  render(<QueueList queue={queue} chosen={null} now={NOW} choose={() => undefined} />);
  expect(screen.getByRole("button").textContent).toContain("car-1 Not permitted");
});

it("locks when the scene changed, the picture is old, time is up or another has it", () => {
  expect(locked(TICKET, SCENE, "ada", NOW, 4_000)).toBe("");
  expect(locked({ ...TICKET, sceneId: "s2" }, SCENE, "ada", NOW, 4_000)).toMatch(/changed/);
  expect(locked(TICKET, SCENE, "ada", NOW + 3_001, 4_000)).toMatch(/too old/);
  expect(locked(TICKET, SCENE, "ada", NOW + 60_000, 400_000)).toMatch(/time is up/);
  expect(locked(TICKET, SCENE, "bob", NOW, 4_000)).toBe("ada has it");
  expect(locked(TICKET, null, "ada", NOW, 4_000)).toMatch(/No picture/);
});

it("answers by number key, and Esc answers and discards nothing", () => {
  const answer = vi.fn(() => Promise.resolve());
  panel(TICKET, SCENE, answer);
  fireEvent.keyDown(window, { key: "Escape" });
  fireEvent.keyDown(window, { key: "9" });
  expect(answer).not.toHaveBeenCalled();
  fireEvent.keyDown(window, { key: "2" });
  expect(answer).toHaveBeenCalledWith({ option: "wait" });
  expect(optionOfKey("1", SCENE)).toBe("left");
});

it("takes no key and no click while it is locked, and says why", () => {
  const answer = vi.fn(() => Promise.resolve());
  panel({ ...TICKET, sceneId: "s2" }, SCENE, answer);
  fireEvent.keyDown(window, { key: "1" });
  fireEvent.click(screen.getByRole("button", { name: /Pass on the left/ }));
  expect(answer).not.toHaveBeenCalled();
  expect(screen.getByRole("status").textContent).toMatch(/scene has changed/);
});

it("fills its ring in three seconds", () => {
  expect(ring(TICKET, NOW)).toBeCloseTo(2 / 3);
  expect(ring(TICKET, NOW + 5_000)).toBe(1);
  expect(ring({ ...TICKET, firstClaimedAt: "2026-11-23T08:00:09Z" }, NOW + 5_000)).toBeCloseTo(1 / 3);
});

it("sends a way that was drawn by keys alone", () => {
  const answer = vi.fn(() => Promise.resolve());
  panel(TICKET, SCENE, answer);
  keys("0", " ", "ArrowUp", "ArrowUp", "ArrowLeft", " ", "ArrowUp", " ", "Backspace");
  expect(screen.getByRole("status", { name: "The way" }).textContent).toMatch(/^2 points/);
  keys("1");
  expect(answer).not.toHaveBeenCalled();
  keys("Enter");
  expect(answer).toHaveBeenCalledWith({ path: [[5, 0], [7, 1]] });
});

it("sends no way of one point, and Esc discards it", () => {
  const answer = vi.fn(() => Promise.resolve());
  panel(TICKET, SCENE, answer);
  keys("0", " ", "Enter");
  expect(screen.getByText(/two points at least/)).toBeDefined();
  keys("Escape", "Enter");
  expect(answer).not.toHaveBeenCalled();
  expect(screen.getByRole("button", { name: /Draw a way/ })).toBeDefined();
});

it("discards what was drawn into a scene that has changed", () => {
  const { rerender } = panel(TICKET, SCENE, () => Promise.resolve());
  keys("0", " ", "ArrowUp", " ");
  rerender(<Answering ticket={{ ...TICKET, sceneId: "s2" }} scene={{ ...SCENE, sceneId: "s2" }} answer={() => Promise.resolve()} />);
  expect(screen.getByRole("button", { name: /Draw a way/ })).toBeDefined();
});

it("says what the car would not take", () => {
  const start = begun(SCENE);
  expect(wayFault(added(added(start, [5, 0]), [30, 0]))).toMatch(/15 m apart/);
  let long = start;
  for (let turn = 1; turn < 12; turn++) long = added(long, [10 * (turn % 2), 3]);
  expect(wayFault(long)).toMatch(/90 m long/);
  expect(takenBack(added(start, [5, 0])).way).toEqual([]);
  expect(drawnByKey(start, "ArrowLeft", true)?.cursor).toEqual([5, 0.25]);
  expect(drawnByKey(start, "x", false)).toBeNull();
});
