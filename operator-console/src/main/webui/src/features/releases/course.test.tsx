import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { MemoryRouter, Route, Routes } from "react-router";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import type { Rollout } from "../../shared/api";
import { isInWaves, parseWaves, steps, waitsFor } from "./course";
import { evidenceShare, perThousand } from "./driving";
import RolloutPage from "./RolloutPage";

const prepared: Rollout = {
  rolloutId: "r-1",
  releaseId: "city-reflex@1.1.0",
  state: "approval",
  createdAt: "2026-11-22T08:00:00Z",
  createdBy: "release-manager",
  stage: "canary",
  wave: 0,
  waves: 3,
  onBreach: "pause",
  approvers: ["anna"],
  counts: { eligible: 40 },
  heldFor: [],
  changes: null,
  vehicles: [],
};

beforeAll(() => {
  // jsdom knows the element but not its modal side.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("says which gates and waves are behind a rollout, and where it is", () => {
  const states = (of: Partial<Rollout>) => steps({ ...prepared, ...of }).map((step) => `${step.name} ${step.state}`);
  expect(states({})).toEqual([
    "Simulation gate done",
    "Shadow done",
    "Approval now",
    "Canary to-come",
    "Wave 2 to-come",
    "General to-come",
  ]);
  expect(states({ state: "running", wave: 2 })[4]).toBe("Wave 2 now");
  expect(states({ state: "finished", wave: 3 }).every((step) => step.endsWith("done"))).toBe(true);
  expect(states({ state: "stopped", wave: 1 })).not.toContain("Canary now");
  expect(isInWaves({ ...prepared, state: "running", waves: 1, approvers: [] })).toBe(false);
});

it("says what a rollout waits for", () => {
  expect(waitsFor(prepared)).toContain("one more person");
  expect(waitsFor({ ...prepared, approvers: ["anna", "ben"] })).toBe("");
  expect(waitsFor({ ...prepared, state: "simulation-gate" })).toContain("simulation");
  expect(waitsFor({ ...prepared, state: "paused" })).toContain("too many vehicles");
});

it("takes waves that grow to all vehicles", () => {
  expect(parseWaves("4, 25,100")).toEqual([4, 25, 100]);
  expect(["", "100, 100", "25, 4, 100", "4, 25", "1.5, 100", "0, 100", "a"].map(parseWaves)).toEqual(Array(7).fill(null));
});

it("gives rates with the band that chance leaves", () => {
  expect(perThousand(0, 0)).toBeNull();
  // Garwood's exact bands: of no event 0 to 3.689, of ten events 4.795 to 18.39.
  expect(perThousand(0, 1000)?.high).toBeCloseTo(3.689, 1);
  expect(perThousand(10, 1000)?.low).toBeCloseTo(4.795, 1);
  expect(perThousand(10, 1000)?.high).toBeCloseTo(18.39, 1);
  expect([evidenceShare(-2, 5), evidenceShare(2.5, 5), evidenceShare(9, 5)]).toEqual([0, 0.5, 1]);
});

it("lets a prepared rollout be approved, and not be started before two people have", async () => {
  const sent: string[] = [];
  vi.stubGlobal("fetch", (url: string, init?: RequestInit) => {
    if (init?.method === "POST") sent.push(`${url} ${String(init.body)}`);
    const evidence = { evidenceId: "e-1", kind: "simulation", passed: true, document: "{}", keyId: "ab12", receivedAt: prepared.createdAt, signerRevoked: true };
    const disengaged = {
      kind: "disengagement", kilometres: 2000, events: 4, controlKilometres: 9000, controlEvents: 9,
      logEvidence: 1.2, logBound: 5.3, neededKilometres: 14000, enough: false,
    };
    const day = { day: "2026-11-22", kilometres: 2000, events: 4, controlKilometres: 9000, controlEvents: 9, logEvidence: 1.2 };
    if (url.endsWith("/driving/days")) {
      return Promise.resolve(Response.json({ kinds: [{ kind: "disengagement", logBound: 5.3, days: [day] }] }));
    }
    if (url.endsWith("/driving")) return Promise.resolve(Response.json({ ratio: 2, neededEvents: 28.1, kinds: [disengaged] }));
    return Promise.resolve(Response.json(url.endsWith("/evidence") ? { evidence: [evidence] } : prepared));
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={["/releases/rollouts/r-1"]}>
        <Routes>
          <Route path="/releases/rollouts/:id" element={<RolloutPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  const start = await screen.findByRole("button", { name: "Start" });
  expect(start).toHaveProperty("disabled", true);
  expect(await screen.findByText("Passed")).toBeTruthy();
  expect(screen.getByText("Revoked")).toBeTruthy();
  expect(screen.getByText("Approved by anna.")).toBeTruthy();
  expect(await screen.findByText(/^2\.00 \(0\.5\d to 5\.1\d\)$/)).toBeTruthy();
  expect(screen.getByText(/2000 km of 14000 km/)).toBeTruthy();
  expect(screen.getByText(/after 29 of them/)).toBeTruthy();
  expect(await screen.findByRole("img", { name: /this release 2\.00 in 1,000 km, others 1\.00/ })).toBeTruthy();
  expect(screen.getByRole("img", { name: /23 % of what stops the rollout/ })).toBeTruthy();

  fireEvent.click(screen.getByRole("button", { name: "Approve" }));
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "the gate's report is clean" } });
  fireEvent.click(screen.getByRole("button", { name: "Approve rollout" }));
  await waitFor(() => expect(sent).toEqual([expect.stringMatching(/r-1\/approve .*the gate's report is clean/)]));
});

it("says why a rollout is held and leads to the incident", async () => {
  const at = prepared.createdAt;
  const held: Rollout = {
    ...prepared,
    state: "paused",
    waves: 1,
    approvers: [],
    heldFor: [{ incidentId: "i-9", vehicleId: "car-7", kind: "collision", notedAt: at }],
    changes: [
      { state: "paused", wave: 1, at, actor: "ota", detail: "severity-1 incident i-9: collision of car-7" },
      { state: "running", wave: 1, at, actor: "anna", detail: "better stops" },
    ],
  };
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json(held)));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={["/releases/rollouts/r-1"]}>
        <Routes>
          <Route path="/releases/rollouts/:id" element={<RolloutPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  const link = await screen.findByRole("link", { name: "Collision of car-7" });
  expect(link.getAttribute("href")).toBe("/incidents/i-9");
  expect(screen.getByText(/^Since .* by ota: severity-1 incident i-9/)).toBeTruthy();
  expect(screen.getByRole("cell", { name: "better stops" })).toBeTruthy();
  expect(waitsFor(held)).toContain("severity 1");
});
