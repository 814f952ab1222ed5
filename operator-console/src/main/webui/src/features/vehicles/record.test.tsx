import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { RecordPanel } from "./RecordPanel";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(record: object): void {
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json(record)));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <RecordPanel vehicleId="car-1" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

it("says what runs, what an update replaced, who approved it and each step", async () => {
  const at = "2026-11-22T08:00:00Z";
  show({
    vehicleId: "car-1",
    hardwareId: "board",
    runs: [
      { releaseId: "a@1", since: at, until: at },
      { releaseId: "a@2", since: at, until: null },
    ],
    updates: [
      {
        rolloutId: "r-1", releaseId: "a@3", rxswin: ["R157-1"], replaced: "a@2", restored: true, startedBy: "ada", approvedBy: ["ben", "cem"],
        evidence: [{ evidenceId: "e", kind: "simulation", passed: true, receivedAt: at }],
        files: [],
        steps: [
          { state: "offered", at, code: "", detail: "" },
          { state: "rolled-back", at, code: "self-check.failed", detail: "one vector off" },
        ],
      },
    ],
  });
  expect(await screen.findByText("a@2", { selector: "strong" })).toBeDefined();
  expect(screen.getByText(/before that a@1/)).toBeDefined();
  expect(screen.getByText("R157-1")).toBeDefined();
  expect(screen.getByText("ben, cem")).toBeDefined();
  expect(screen.getByText("simulation passed")).toBeDefined();
  expect(screen.getByText(/Rolled back \(self-check.failed: one vector off\)/)).toBeDefined();
  expect(screen.getByRole("link", { name: "a@3" }).getAttribute("href")).toBe("/releases/rollouts/r-1");
  expect(screen.getByRole("link", { name: "Export as JSON" }).getAttribute("href")).toBe("/api/ota/v1/vehicles/car-1/export.jsonl");
});

it("says that nothing is known yet", async () => {
  show({ vehicleId: "car-1", hardwareId: "", runs: [], updates: [] });
  expect(await screen.findByText("The vehicle has not said yet what it runs.")).toBeDefined();
  expect(screen.getByText("No update was ever meant for this vehicle.")).toBeDefined();
});
