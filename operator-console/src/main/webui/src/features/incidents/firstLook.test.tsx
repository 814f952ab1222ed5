import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { incident as read, type Incident } from "../../shared/api";
import { clipSentence } from "./clipSentence";
import { withNews } from "./incidentNews";
import IncidentsPage from "./IncidentsPage";
import { pathOf } from "./PlanSketch";

const ONE: Incident = read(
  {
    incidentId: "i1", vehicleId: "car-1", kind: "hard-brake", severity: 2, state: "captured", occurredAt: "2026-11-23T10:00:00Z", openedAt: "2026-11-23T10:00:01Z",
    position: { latitude: 1, longitude: 2 }, headingDegrees: 0, speedMetresPerSecond: 8, peakDecelerationMetresPerSecondSquared: 6, rideId: "", releaseId: "r@1",
    reasoning: "I brake for the bag.", detail: "", evidenceComplete: false, clip: { state: "expected" }, keyFrames: [{ number: 0, cameraId: "front", time: "2026-11-23T10:00:00Z" }],
    plan: { source: "fallback", xMetres: [2, 4], yMetres: [0, 1] }, eventIds: ["e1"], assignee: "", labels: [], fixReference: "", regressionReference: "", acts: ["triage"],
  },
  "incident",
);

class Stream {
  static last: Stream | null = null;
  onmessage: ((event: MessageEvent<string>) => void) | null = null;
  closed = false;
  constructor(readonly path: string) {
    Stream.last = this;
  }
  close() {
    this.closed = true;
  }
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("shows a new incident as it happens, with its still, its plan and what the car said", async () => {
  vi.stubGlobal("EventSource", Stream);
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ incidents: [] })));
  const shown = render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <IncidentsPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  await screen.findByText(/No incident here/);
  expect(Stream.last?.path).toBe("/api/live/incidents");
  act(() => Stream.last?.onmessage?.({ data: JSON.stringify(ONE) } as MessageEvent<string>));
  expect(await screen.findByText("I brake for the bag.")).toBeTruthy();
  expect(screen.getByAltText("What car-1 saw").getAttribute("src")).toBe("/api/incident/v1/incidents/i1/key-frames/0");
  expect(screen.getByRole("img", { name: /about to drive 4 m ahead/ })).toBeTruthy();
  shown.unmount();
  expect(Stream.last?.closed).toBe(true);
});

it("puts news in their place, and takes out what is none of those asked for", () => {
  const pages = { pages: [{ incidents: [{ ...ONE, incidentId: "i5" }, ONE], nextCursor: null }], pageParams: [null] };
  const ids = (news: Incident, state: string) => withNews(pages, news, state)?.pages[0]?.incidents.map((one) => one.incidentId);
  expect(ids({ ...ONE, severity: 1 }, "")).toEqual(["i5", "i1"]);
  expect(ids({ ...ONE, state: "closed" }, "captured")).toEqual(["i5"]);
  expect(ids({ ...ONE, incidentId: "i6" }, "captured")).toEqual(["i6", "i5", "i1"]);
  expect(ids({ ...ONE, incidentId: "i0" }, "captured")).toEqual(["i5", "i1"]);
});

it("says how far a recording is", () => {
  const of = (clip: Partial<Incident["clip"]>) => clipSentence({ ...ONE, clip: { ...ONE.clip, ...clip } });
  expect(of({ receivedBytes: 411, lengthBytes: 1000 })).toBe("The recording is on its way: 41 %");
  expect(of({})).toBe("The recording is on its way from the vehicle.");
  expect(of({ state: "kept", lengthBytes: 1000 })).toBe("The recording is here.");
});

it("draws left as left", () => {
  expect(pathOf({ source: "model", xMetres: [10], yMetres: [3] })).toBe("0,0 -3,-10");
});
