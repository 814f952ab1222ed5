import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LiveView, LiveWatch } from "../../shared/api";
import { isUnattended, ladder, NOTHING, rate, sawView, standing, thinking } from "./live-view";
import { LiveViewPanel } from "./LiveViewPanel";

const NOW = Date.parse("2026-11-23T08:00:10Z");
const WATCH: LiveWatch = { state: "showing", code: "", detail: "", watchers: [{ person: "ada", since: "2026-11-23T08:00:00Z" }] };
const VIEW: LiveView = {
  order: "1.7", capturedAt: "2026-11-23T08:00:09Z", receivedAt: "2026-11-23T08:00:09.200Z", bytes: 4_000,
  reasoning: "Keep distance to the van", reasonedAt: "2026-11-23T08:00:08Z", thinking: "full", speed: 5, mode: "autonomous", rung: "", rungCode: "",
  route: [[0, 0], [20, 0]], plan: [[0, 0], [10, 1]], planSource: "model", tracks: [], picture: { cameraId: "front", jpeg: "QUJD" },
};

let sent: string[] = [];
let roles: string[] = [];
let answer: (method: string) => Response = () => Response.json({});

/** The stream as the browser knows it, told from here. */
class Stream {
  static readonly open: Stream[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  isClosed = false;
  constructor(readonly path: string) {
    Stream.open.push(this);
  }
  close(): void {
    this.isClosed = true;
  }
  say(message: object): void {
    act(() => this.onmessage?.({ data: JSON.stringify(message) }));
  }
}

beforeEach(() => {
  sent = [];
  roles = ["operator"];
  answer = () => Response.json({ watch: WATCH, leaseMillis: 15_000 });
  Stream.open.length = 0;
  vi.stubGlobal("EventSource", Stream);
  vi.stubGlobal("fetch", (url: string, init?: RequestInit) => {
    if (url === "/api/me") return Promise.resolve(Response.json({ name: "ada", roles }));
    sent.push(`${init?.method ?? "GET"} ${url}`);
    return Promise.resolve(answer(init?.method ?? "GET"));
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(): { unmount: () => void } {
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <LiveViewPanel vehicleId="car-1" />
    </QueryClientProvider>,
  );
}

async function watching(): Promise<Stream> {
  fireEvent.click(await screen.findByRole("button", { name: "Watch" }));
  await waitFor(() => expect(Stream.open).toHaveLength(1));
  const [stream] = Stream.open;
  if (stream === undefined) throw new Error("no stream");
  return stream;
}

it("asks nothing of the car before somebody wants to watch", async () => {
  show();
  expect(await screen.findByRole("button", { name: "Watch" })).toBeDefined();
  expect(sent).toEqual([]);
  expect(Stream.open).toEqual([]);
});

it("shows the picture, the plan, the words and how the car thinks", async () => {
  show();
  const stream = await watching();
  expect(sent[0]).toMatch(/^PUT \/api\/incident\/v1\/live-views\/car-1\/watches\/[0-9a-f-]{36}$/);
  expect(stream.path).toBe(sent[0]?.replace("PUT /api/incident/v1/live-views/car-1/watches/", "/api/live/views/car-1/"));
  stream.say({ type: "watch", ...WATCH });
  stream.say({ type: "view", ...VIEW });
  expect(screen.getByText("Keep distance to the van")).toBeDefined();
  expect(screen.getByRole("img", { name: "What camera front sees" }).getAttribute("src")).toBe("data:image/jpeg;base64,QUJD");
  expect(screen.getByRole("img", { name: "The scene from above" }).querySelector(".offer-chosen")).not.toBeNull();
  expect(screen.getByText("Full reasoning")).toBeDefined();
  expect(screen.getByText("Normal driving")).toBeDefined();
  expect(screen.getByText(/Watched by ada since/)).toBeDefined();
});

it("ends with Stop, and with the page", async () => {
  const page = show();
  const first = await watching();
  fireEvent.click(screen.getByRole("button", { name: "Stop" }));
  expect(first.isClosed).toBe(true);
  expect(sent.filter((one) => one.startsWith("DELETE"))).toHaveLength(1);
  fireEvent.click(screen.getByRole("button", { name: "Watch" }));
  await waitFor(() => expect(Stream.open).toHaveLength(2));
  page.unmount();
  expect(sent.filter((one) => one.startsWith("DELETE"))).toHaveLength(2);
});

it("tells whoever may not watch, without a button", async () => {
  roles = ["auditor"];
  show();
  expect(await screen.findByText(/Operators and safety officers may watch a car/)).toBeDefined();
  expect(screen.queryByRole("button", { name: "Watch" })).toBeNull();
});

it("shows a refusal of the service and ends", async () => {
  answer = () => Response.json({ title: "Too many cars are watched at once", code: "live-view.full" }, { status: 429 });
  show();
  fireEvent.click(await screen.findByRole("button", { name: "Watch" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Too many cars are watched at once");
  expect(screen.getByRole("button", { name: "Watch" })).toBeDefined();
});

it("says when the car is away, refuses, is silent, or what is seen is old", () => {
  const of = (state: string, code = "", detail = "") => ({ ...NOTHING, watch: { ...WATCH, state, code, detail } });
  expect(standing(NOTHING, NOW).words).toBe("Asking the car");
  expect(standing(of("offline"), NOW)).toMatchObject({ tone: "bad", words: expect.stringContaining("not connected") as string });
  expect(standing(of("refused", "command.expired"), NOW).words).toContain("does not answer");
  expect(standing(of("refused", "view.malformed", "no id"), NOW).words).toContain("no id (view.malformed)");
  expect(standing(of("asked"), NOW).words).toContain("Waiting");
  const seen = sawView(of("showing"), VIEW);
  expect(standing(seen, NOW)).toEqual({ tone: "good", words: "Live", age: "1.0 s old" });
  expect(standing(seen, NOW + 5_000)).toEqual({ tone: "warn", words: "Stale", age: "6.0 s old" });
});

it("counts what the car sends, each view once", () => {
  const at = (order: string, receivedAt: string) => ({ ...VIEW, order, receivedAt });
  let seen = sawView(NOTHING, at("1.1", "2026-11-23T08:00:00Z"));
  expect(rate(seen)).toBeNull();
  seen = sawView(seen, at("1.2", "2026-11-23T08:00:00.500Z"));
  seen = sawView(seen, at("1.2", "2026-11-23T08:00:00.500Z"));
  seen = sawView(seen, at("1.3", "2026-11-23T08:00:01Z"));
  expect(rate(seen)).toBeCloseTo(8);
});

it("names the rung, and why the car is on it", () => {
  expect(ladder({ ...VIEW, rung: "comfort-stop", rungCode: "plan.late", mode: "minimal-risk-condition" })).toBe("Comfort stop, standing (plan.late)");
  expect(thinking({ ...VIEW, thinking: "reflex" })).toBe("Reflex");
});

it("knows when nobody is there any more", () => {
  expect(isUnattended(NOW, NOW - 599_000, null)).toBe(false);
  expect(isUnattended(NOW, NOW - 601_000, null)).toBe(true);
  expect(isUnattended(NOW, NOW, NOW - 61_000)).toBe(true);
});
