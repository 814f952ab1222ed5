import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { MemoryRouter, Route, Routes } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { gateReport, incident, sceneName } from "./gate";
import GatePage from "./GatePage";

const driver = {
  release: "city-reason@1.0.0", sceneScore: 0.875, rollouts: 2, atFaultCollisions: 1, offroad: 0, failed: 0,
  consistency: 0.98, driveP99Millis: 84.4, templates: { queue: 0.875 },
};
const replay = {
  edges: [[0, -740, 5000, -740], [0, 0, 5000, 0], [0, 740, 5000, 740]],
  boxes: { EGO: [480, 190, "EGO"], "lead-0": [440, 180, "car"] },
  relevantFromMillis: 1800,
  frames: [
    { millis: 0, ego: [0, -185, 0], actors: { "lead-0": [4000, -185, 0] } },
    { millis: 2000, ego: [900, -185, 0], actors: { "lead-0": [4000, -185, 0] }, words: "stop behind the stopped vehicle at 20 m", plan: [900, -185, 2000, -185] },
  ],
};
const rollouts = [
  { scene: "scene-queue-b6139fa0-v0", index: 0, status: "done", failure: "", score: 1, championScore: 0.9, metrics: { collision_at_fault: 0, progress_clipped_rel: 0.93 }, replay },
  { scene: "scene-left-turn-00000001-v1", index: 0, status: "done", failure: "", score: 0, championScore: 1, metrics: { collision_at_fault: 1 } },
];
const report = {
  format: "robotaxi-gate/1", verdict: "fail", reasons: ["new at-fault collision or offroad in scene-left-turn-00000001-v1"], scenes: 2,
  candidate: driver, champion: { ...driver, release: "city-reason@0.9.0" }, comparison: { meanDifference: -0.45, low: -1, high: 0.1 },
  baselines: { constantSpeed: 0.31, braking: 0.5 }, rollouts,
};
const evidence = {
  evidenceId: "e-1", kind: "simulation", passed: false, keyId: "ab12", receivedAt: "2026-11-23T08:00:00Z", signerRevoked: false,
  document: JSON.stringify({ release: "city-reason@1.0.0", report: JSON.stringify(report) }),
};

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(shown: unknown[]) {
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ evidence: shown })));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={["/releases/city-reason@1.0.0/gate"]}>
        <Routes>
          <Route path="/releases/:id/gate" element={<GatePage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

it("reads its own reports and leaves those of others alone", () => {
  expect(gateReport(evidence)?.candidate.sceneScore).toBe(0.875);
  expect(gateReport({ ...evidence, kind: "shadow" })).toBeNull();
  expect(gateReport({ ...evidence, document: "{}" })).toBeNull();
});

it("says what went wrong in words", () => {
  const read = gateReport(evidence);
  expect(read?.rollouts.map(incident)).toEqual(["", "at-fault collision"]);
  expect(sceneName("scene-left-turn-00000001-v1")).toEqual({ template: "left turn", place: "00000001-v1" });
});

it("shows the verdict with its reasons, and replays a rollout from above", async () => {
  show([evidence]);
  expect(await screen.findByText(/new at-fault collision/)).toBeTruthy();
  expect(screen.getByText("city-reason@0.9.0")).toBeTruthy();
  expect(screen.getByRole("img", { name: "queue from above at 0.0 s" })).toBeTruthy();
  expect(screen.getByText("The recording still drives.")).toBeTruthy();
  fireEvent.change(screen.getByRole("slider", { name: "Moment" }), { target: { value: "1" } });
  expect(screen.getByRole("img", { name: "queue from above at 2.0 s" })).toBeTruthy();
  expect(screen.getByText("stop behind the stopped vehicle at 20 m")).toBeTruthy();
});

it("says so where no log of a rollout was kept", async () => {
  show([evidence]);
  const table = within((await screen.findAllByRole("table"))[1] ?? document.body);
  fireEvent.click(table.getByRole("button", { name: /left turn/ }));
  expect(screen.getByText("No log of this rollout was kept.")).toBeTruthy();
});

it("tells how to get a report where there is none", async () => {
  show([]);
  expect(await screen.findByText(/robotaxi gate/)).toBeTruthy();
});
