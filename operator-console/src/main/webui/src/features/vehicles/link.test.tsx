import { cleanup, render, screen } from "@testing-library/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import type { VehicleLink } from "../../shared/api";
import { aCommand } from "../../shared/samples";
import { ratesBetween } from "./link-rates";
import { lastStop, newOrder } from "./orders";
import { TimelinePanel } from "./TimelinePanel";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function linkWith(...lanes: [string, number][]): VehicleLink {
  return {
    presence: "connected", sessionEpoch: 3, gatewayId: "gateway-1", since: null, heardMillisAgo: 10, agentVersion: "1", address: "",
    roundTripMillis: 2,
    lanes: lanes.map(([lane, taken]) => ({
      lane, taken, lastSequence: taken, durableSequence: taken, underWay: 0, putOff: 0, refused: 0, conflated: 0, credit: 1000,
    })),
  };
}

it("makes rates of two readings, and none where a gateway counts anew", () => {
  const rates = ratesBetween(
    { link: linkWith(["telemetry", 100], ["event", 9]), atMillis: 1_000 },
    { link: linkWith(["telemetry", 130], ["event", 2], ["safety", 1]), atMillis: 3_000 },
  );
  expect([...rates]).toEqual([["telemetry", 15]]);
});

it("names what an order is about only where it is about something", () => {
  expect(newOrder("car-1", "unlock-doors", "r-1", 60, "why")).toEqual({
    vehicleId: "car-1", kind: "unlock-doors", deadlineSeconds: 60, reason: "why", rideId: "r-1",
  });
  expect(newOrder("car-1", "stop-now", "", 60, "why")).not.toHaveProperty("rideId");
});

it("ends what stopped the vehicle by its own name, be it one command or the whole fleet's emergency", () => {
  const mission = aCommand({ kind: "start-mission" });
  expect(lastStop([mission, aCommand({ commandId: "c-2" }), aCommand({ commandId: "c-1" })])).toBe("c-2");
  expect(lastStop([aCommand({ kind: "pull-over", emergencyId: "e-1" })])).toBe("e-1");
  expect(lastStop([mission])).toBeNull();
});

it("shows what happened, leads to commands, and says when it is not all", async () => {
  const entries = [
    { time: "2026-11-22T08:00:02Z", kind: "command", id: "c-1", summary: "Stop now succeeded", traceId: "" },
    { time: "2026-11-22T08:00:01Z", kind: "presence", id: "3", summary: "Connected, session 3 at gateway-1", traceId: "" },
  ];
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ entries, truncated: true })));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <TimelinePanel vehicleId="car-1" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  expect((await screen.findByRole("link", { name: "Stop now succeeded" })).getAttribute("href")).toBe("/commands/c-1");
  expect(screen.getByText("Connected, session 3 at gateway-1")).toBeDefined();
  expect(screen.getByText(/in part only/)).toBeDefined();
});
