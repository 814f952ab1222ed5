import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ClipPanel } from "./ClipPanel";
import { candidatesAt, fromCar, modeSpans, newestAt, planFrom } from "./scene";

const north = { tSeconds: 0, x: 10, y: 20, headingRadians: Math.PI / 2 };

describe("from above", () => {
  it("turns places into ahead and left of the car", () => {
    const [ahead, left] = fromCar(north, 8, 25);
    expect(ahead).toBeCloseTo(5);
    expect(left).toBeCloseTo(2);
  });

  it("shows a plan where it lies after the car has gone on", () => {
    const later = { ...north, tSeconds: 1, y: 25 };
    const [point] = planFrom(north, later, { xMetres: [8], yMetres: [1] });
    expect(point?.[0]).toBeCloseTo(3);
    expect(point?.[1]).toBeCloseTo(1);
  });

  it("knows nothing before the first look, and all candidates of the newest time", () => {
    expect(newestAt([{ tSeconds: 1 }], 0.5)).toBeNull();
    const candidate = (tSeconds: number, source: string) => ({ tSeconds, source, verdict: "approved", xMetres: [], yMetres: [] });
    const all = [candidate(0, "a"), candidate(1, "b"), candidate(1, "c")];
    expect(candidatesAt(all, 1.5).map((one) => one.source)).toEqual(["b", "c"]);
  });

  it("lets each mode last until the next", () => {
    const spans = modeSpans([{ tSeconds: 0, mode: "autonomous", reason: "" }, { tSeconds: 4, mode: "minimal-risk-manoeuvre", reason: "veto" }], 10);
    expect(spans.map((one) => [one.fromSeconds, one.toSeconds])).toEqual([[0, 4], [4, 10]]);
  });
});

const clip = {
  startedAt: "2026-11-22T08:00:00Z", durationSeconds: 20, topics: [], reasoning: [], signals: [], cameras: [],
  plans: [{ tSeconds: 0, source: "fallback", xMetres: [1, 5], yMetres: [0, 0] }],
};
const scene = {
  poses: [{ tSeconds: 0, x: 0, y: 0, headingRadians: 0 }],
  looks: [{ tSeconds: 0, things: [{ id: "t1", kind: "car", x: 12, y: 0, speed: 0, headingRadians: 0, lengthMetres: 4.5, widthMetres: 1.8 }] }],
  candidates: [{ tSeconds: 0, source: "model", verdict: "distance", xMetres: [1, 9], yMetres: [0, 0] }],
  modes: [{ tSeconds: 0, mode: "autonomous", reason: "" }],
};

describe("the recording", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it("is played from above, says what was refused, and goes by keys", async () => {
    vi.stubGlobal("fetch", (url: string) => Promise.resolve(Response.json(url.endsWith("/scene") ? scene : clip)));
    render(
      <QueryClientProvider client={new QueryClient()}>
        <ClipPanel path="/i" momentIso="2026-11-22T08:00:12Z" />
      </QueryClientProvider>,
    );
    expect(await screen.findByText("Plan by fallback; refused: distance")).toBeTruthy();
    expect(screen.getByRole("img", { name: /1 things around the car/ })).toBeTruthy();
    const player = screen.getByRole("group", { name: /Space plays/ });
    fireEvent.keyDown(player, { key: "m" });
    expect(screen.getByText("12.0 / 20.0 s")).toBeTruthy();
    fireEvent.keyDown(player, { key: "r" });
    expect(screen.getByText("2.0 / 20.0 s")).toBeTruthy();
    fireEvent.keyDown(player, { key: "ArrowRight" });
    expect(screen.getByText("3.0 / 20.0 s")).toBeTruthy();
    expect(screen.getByText("Autonomous")).toBeTruthy();
  });
});
