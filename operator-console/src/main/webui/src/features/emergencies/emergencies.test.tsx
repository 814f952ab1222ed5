import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter, Route, Routes } from "react-router";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { LiveFeed, LiveFeedContext } from "../../shared/live";
import { aVehicle } from "../../shared/samples";
import { DeclarePanel } from "./DeclarePanel";
import EmergencyPage from "./EmergencyPage";
import { cornersText, parseCorners, polygonOf, vehiclesInside } from "../../shared/area/polygon";
import { reachOf, unanswered } from "./reach";

const SQUARE = [
  { latitude: 43.73, longitude: 7.41 },
  { latitude: 43.73, longitude: 7.43 },
  { latitude: 43.75, longitude: 7.43 },
  { latitude: 43.75, longitude: 7.41 },
];

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

it("reads typed corners back as they were written, and names the line that is none", () => {
  expect(parseCorners(cornersText(SQUARE))).toEqual({ corners: SQUARE });
  expect(parseCorners("43.7, 7.4\n43.7; 7.5")).toEqual({ badLine: "43.7; 7.5" });
  expect(parseCorners("91, 7.4")).toEqual({ badLine: "91, 7.4" });
  expect(parseCorners("43.7,")).toEqual({ badLine: "43.7," });
});

it("closes the ring, longitude first", () => {
  const [ring = []] = polygonOf(SQUARE).coordinates;
  expect(ring).toHaveLength(5);
  expect(ring[0]).toEqual([7.41, 43.73]);
  expect(ring[4]).toEqual(ring[0]);
});

it("counts who was last seen inside", () => {
  const at = (latitude: number, longitude: number) => aVehicle({ position: { latitude, longitude } });
  expect(vehiclesInside(SQUARE, [at(43.74, 7.42), at(43.76, 7.42), at(43.74, 7.44), aVehicle({ position: null })])).toBe(1);
  expect(reachOf([{ connected: true }, { connected: false }], 1)).toContain("2 vehicles, 1 connected now. 1 were last seen inside");
  expect(reachOf(null, null)).toContain("how many is not known");
  expect(unanswered({ states: { queued: 2, sent: 1, succeeded: 9 }, cars: 12, received: 9, firstSentAt: null, lastSentAt: null, secondsToAlmostAll: null })).toBe(3);
});

it("declares an emergency only after a confirmation with its reach and a reason", async () => {
  const sent: unknown[] = [];
  const car = {
    vehicleId: "car-1", vin: "", hardwareId: "", marketId: "", seats: 4, wheelchairAccessible: false, calibrationId: "", mapId: "", operatingAreaIds: [],
    registeredAt: "2026-11-22T08:00:00Z", enrolled: true, connected: true, sessionEpoch: 1,
  };
  vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
    if (init.method === "POST") sent.push(JSON.parse(String(init.body)));
    return Promise.resolve(Response.json(init.method === "POST" ? { emergencyId: "e-1" } : [car]));
  });
  vi.stubGlobal("EventSource", class { close() {} });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LiveFeedContext value={new LiveFeed("/api/live", () => Promise.resolve(true))}>
        <MemoryRouter initialEntries={["/emergencies"]}>
          <Routes>
            <Route path="/emergencies" element={<DeclarePanel />} />
            <Route path="/emergencies/:id" element={<p>Proof</p>} />
          </Routes>
        </MemoryRouter>
      </LiveFeedContext>
    </QueryClientProvider>,
  );
  const stop = await screen.findByRole("button", { name: "Stop now…" });
  expect(document.activeElement).toBe(stop);
  fireEvent.click(stop);
  expect(sent).toEqual([]);
  expect(await screen.findByText(/1 vehicle, 1 connected now/)).toBeDefined();
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "smoke" } });
  fireEvent.click(screen.getByRole("button", { name: "Stop now, 1 vehicle" }));
  expect(await screen.findByText("Proof")).toBeDefined();
  expect(sent).toEqual([{ kind: "stop-now", reason: "smoke", deadlineSeconds: 600 }]);
});

it("shows the law's clock, counts and who has not answered", async () => {
  const progress = { states: { sent: 1, succeeded: 2 }, cars: 3, received: 2 };
  const one = { emergencyId: "e-1", kind: "stop-now", area: null, reason: "smoke", declaredBy: "olga", declaredAt: "2026-11-22T08:00:00Z", notAfter: "2026-11-22T08:10:00Z", endedBy: "", endedAt: null, endReason: "" };
  vi.stubGlobal("fetch", (path: string) => {
    if (path === "/api/me") return Promise.resolve(Response.json({ name: "ann", roles: ["auditor"] }));
    if (path.includes("state=sent")) {
      const waiting = { vehicleId: "car-9", commandId: "c-9", state: "sent", code: "", detail: "", changedAt: "2026-11-22T08:00:00Z" };
      return Promise.resolve(Response.json([waiting]));
    }
    if (path.includes("/proofs")) return Promise.resolve(Response.json([]));
    return Promise.resolve(Response.json({ emergency: one, progress, clock: { legalSeconds: 120, elapsedSeconds: 12.5, state: "running" } }));
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={["/emergencies/e-1"]}>
        <Routes>
          <Route path="/emergencies/:id" element={<EmergencyPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  expect((await screen.findByRole("link", { name: "car-9" })).getAttribute("href")).toBe("/vehicles/car-9");
  expect(screen.getByText("12.5 s")).toBeDefined();
  expect(screen.getByRole("progressbar", { name: "Vehicles that have the order" }).getAttribute("value")).toBe("2");
  expect(screen.queryByRole("button", { name: "End emergency" })).toBeNull();
});
