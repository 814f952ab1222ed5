import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { WhyPanel } from "./WhyPanel";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const candidate = { approachSeconds: 60, emptySeconds: 0, switchSeconds: 0, zoneSeconds: 0, softSeconds: 0, costSeconds: 60, extraSeconds: 0, takenBy: "" };

function show(matches: unknown[]) {
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ rideId: "r-1", matches })));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <WhyPanel path="/rides/r-1" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

it("shows the chosen car, what the next ones cost more, and who was left out", async () => {
  const tick = {
    tickId: "t-1",
    openRides: 2,
    availableCars: 3,
    leftOut: { "low-battery": 4 },
    candidates: [
      { ...candidate, vehicleId: "car-1" },
      { ...candidate, vehicleId: "car-2", costSeconds: 90, extraSeconds: 30 },
      { ...candidate, vehicleId: "car-3", costSeconds: 50, extraSeconds: -10, takenBy: "ride-9" },
    ],
    provenOptimal: true,
    replay: "same-car",
    roads: "1f",
  };
  show([{ rideVersion: 2, vehicleId: "car-1", at: "2026-11-22T08:00:00Z", by: "matcher", cause: "matched", tick }]);
  const table = await screen.findByRole("table", { name: "Cars that came into question" });
  expect(within(table).getByText("car-1 (chosen)")).toBeDefined();
  expect(within(table).getByText("+30.0 s")).toBeDefined();
  expect(within(table).getByText("−10.0 s")).toBeDefined();
  expect(within(table).getByRole("link", { name: "Ride ride-9" }).getAttribute("href")).toBe("/rides/ride-9");
  expect(screen.getByText(/left out: 4 low battery/)).toBeDefined();
});

it("says so when nothing is known", async () => {
  show([]);
  expect(await screen.findByText("No car has been chosen yet.")).toBeDefined();
});
