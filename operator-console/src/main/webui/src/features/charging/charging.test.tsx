import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { LiveFeedContext, type LiveFeed } from "../../shared/live";
import { aVehicle } from "../../shared/samples";
import ChargingPage from "./ChargingPage";

const SITE = {
  siteId: "d-1", name: "Depot 1", position: { latitude: 43.73, longitude: 7.42 }, places: 4, powerKilowatts: 50,
  tariffMinorPerKilowattHour: 30, currency: "EUR", charging: ["car-1"], queue: ["car-2"],
};
const TASK = {
  taskId: "t-1", vehicleId: "car-1", kind: "charge", state: "under-way", siteId: "d-1", actor: "planner", reason: "charge",
  plannedAt: "2026-11-22T08:00:00Z", stateSince: "2026-11-22T08:10:00Z", arrivedAt: "2026-11-22T08:10:00Z", arrivedPercent: 18, cause: "arrived",
};
const ENDED = { ...TASK, taskId: "t-0", vehicleId: "car-9", state: "done", endedPercent: 80, energyKilowattHours: 37.2, cause: "charged" };

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

function show() {
  const sent: unknown[] = [];
  vi.stubGlobal("fetch", (path: string, init: RequestInit = {}) => {
    if (init.method === "POST") {
      sent.push([path, JSON.parse(String(init.body))]);
      return Promise.resolve(Response.json({}));
    }
    if (path === "/api/me") return Promise.resolve(Response.json({ name: "olga", roles: ["operator"] }));
    if (path.endsWith("/chargers")) return Promise.resolve(Response.json([SITE]));
    if (path.includes("/tasks")) return Promise.resolve(Response.json([TASK, ENDED]));
    return Promise.resolve(Response.json([{ marketId: "monaco", name: "Monaco", bounds: [7, 43, 8, 44], attribution: "" }]));
  });
  const state = { link: "live" as const, picture: { at: "2026-11-22T08:00:00Z", problem: null, vehicles: [aVehicle({ vehicleId: "car-5" }), aVehicle({ vehicleId: "car-6", rideId: "r" })], rides: [] } };
  const feed = { current: () => state, subscribe: () => () => undefined } as unknown as LiveFeed;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LiveFeedContext value={feed}>
        <MemoryRouter>
          <ChargingPage />
        </MemoryRouter>
      </LiveFeedContext>
    </QueryClientProvider>,
  );
  return sent;
}

it("shows who charges, who waits, at what price, and what a charge took in", async () => {
  show();
  const depots = await screen.findByRole("table", { name: "Depots" });
  expect(within(depots).getByText("1 of 4")).toBeDefined();
  expect(within(depots).getByText("€0.30 / kWh")).toBeDefined();
  expect(within(depots).getByRole("link", { name: "car-2" }).getAttribute("href")).toBe("/vehicles/car-2");
  expect(await screen.findByText("from 18 %")).toBeDefined();
  expect(screen.getByText("18 % to 80 %, 37.2 kWh")).toBeDefined();
});

it("sends a car that has no ride, with a reason", async () => {
  const sent = show();
  fireEvent.click(await screen.findByRole("button", { name: "Send a car" }));
  expect(screen.queryByRole("option", { name: /car-6/ })).toBeNull();
  fireEvent.change(screen.getByLabelText("Car"), { target: { value: "car-5" } });
  fireEvent.change(screen.getByLabelText("What for"), { target: { value: "clean" } });
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "spilt coffee" } });
  fireEvent.click(screen.getByRole("button", { name: "Send" }));
  await vi.waitFor(() =>
    expect(sent).toEqual([["/api/dispatch/v1/markets/monaco/tasks", { vehicleId: "car-5", kind: "clean", siteId: "d-1", reason: "spilt coffee" }]]),
  );
});
