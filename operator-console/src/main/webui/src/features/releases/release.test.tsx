import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import type { ReactElement } from "react";
import { MemoryRouter, Route, Routes } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import AvailabilityPage from "./AvailabilityPage";
import { previewText } from "./FleetFilter";
import ReleasePage from "./ReleasePage";
import { TrustWarning } from "./TrustWarning";

const at = "2026-11-22T08:00:00Z";
const release = {
  releaseId: "city-reflex@1.2.0", name: "city-reflex", version: "1.2.0", state: "general",
  targetPaths: ["models/thor.zip"], modelCard: null, notes: null, generalSince: at, drivingStoppedAt: null as string | null, createdAt: at, createdBy: "pipeline",
  manifest: {
    modelCard: { intendedUse: "rides in daylight", trainingData: "clips", metrics: [{ name: "collisions", value: "0.02", unit: "1/1000 km" }], limits: "no snow" },
    provenance: { sourceCommit: "abc", datasets: [{ name: "edge-cases@12", sha256: "b".repeat(64) }], builder: "pipeline/7", builtAt: at },
    compatibility: { calibrations: [], markets: ["manhattan"], maps: ["osm-2026-10"], operatingAreas: [], leastAgent: "1.4" },
    rxswin: ["R157-1 2026.11"],
    variants: [
      {
        hardwareId: "thor", platform: "drive-thor", precision: "fp8", distilled: true,
        engine: { runtime: "TensorRT", version: "10.10.10.12", computeCapability: "10.1", cuda: "12.8", driver: "570", operatingSystem: null },
      },
    ],
  },
};
const availability = {
  blackouts: [
    { id: "b-1", marketId: "manhattan", schedule: "0 0 16 ? * *", duration: "03:00:00", timezone: "America/New_York", from: null, until: null, reason: "rush hour", createdBy: "ada", holds: true },
  ],
  caps: [{ marketId: "", mostCars: 5, mostPercent: null }],
  markets: [{ marketId: "manhattan", cars: 40, outOfService: 2, room: 0 }],
};

const trust = {
  roles: [
    { repository: "image", role: "targets", version: 6, expiresAt: at, expiresSoon: true },
    { repository: "image", role: "timestamp", version: 90, expiresAt: at, expiresSoon: true },
    { repository: "director", role: "root", version: 1, expiresAt: at, expiresSoon: false },
  ],
};

const unseen = {
  opensGate: false, missing: [], places: [],
  total: {
    moments: 0, meanErrorMetres: 0, meanFinalErrorMetres: 0, intentAgreement: 0, reasonAgreement: 0, extraDiscomfort: 0, faultShare: 0, averageErrors: [], finalErrors: [],
  },
};

let sent: string[] = [];
let shown = release;

beforeAll(() => {
  // jsdom knows the element but not its modal side.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
});
beforeEach(() => {
  sent = [];
  shown = release;
  vi.stubGlobal("fetch", (url: string, init?: RequestInit) => {
    if (init?.method !== undefined) sent.push(`${init.method} ${url} ${String(init.body)}`);
    if (url.endsWith("/availability")) return Promise.resolve(Response.json(availability));
    if (url.endsWith("/tuf/status")) return Promise.resolve(Response.json(trust));
    if (url.endsWith("/rollouts")) return Promise.resolve(Response.json({ rollouts: [] }));
    if (url.endsWith("/evidence")) return Promise.resolve(Response.json({ evidence: [] }));
    if (url.endsWith("/shadow")) return Promise.resolve(Response.json(unseen));
    if (url.endsWith("/vehicles/releases")) {
      const car = { vehicleId: "car-7", hardwareId: "thor", connected: true, releaseId: release.releaseId, since: at };
      return Promise.resolve(Response.json({ vehicles: [car] }));
    }
    return Promise.resolve(Response.json(shown));
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(page: ReactElement, path: string, at: string): void {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={[at]}>
        <Routes>
          <Route path={path} element={page} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

it("shows what a release contains, who runs it, and revokes it for a reason", async () => {
  show(<ReleasePage />, "/releases/:id", "/releases/city-reflex%401.2.0");
  expect(await screen.findByText("SM 10.1, CUDA 12.8, driver 570")).toBeTruthy();
  expect(screen.getByText("R157-1 2026.11")).toBeTruthy();
  expect(screen.getByText("1.4 or newer")).toBeTruthy();
  expect(await screen.findByRole("link", { name: "car-7" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Export as JSON" }).getAttribute("href")).toBe(
    "/api/ota/v1/releases/city-reflex%401.2.0/export.jsonl",
  );
  fireEvent.click(screen.getByRole("button", { name: "Revoke" }));
  expect(screen.getByRole("button", { name: "Revoke release" })).toHaveProperty("disabled", true);
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "it brakes at shadows" } });
  fireEvent.click(screen.getByRole("button", { name: "Revoke release" }));
  await waitFor(() =>
    expect(sent).toEqual([
      'POST /api/ota/v1/releases/city-reflex%401.2.0/revoke {"reason":"it brakes at shadows","rollBack":true,"stopDriving":false}',
    ]),
  );
});

it("lets no car stop by accident, and says how many do before they do", async () => {
  show(<ReleasePage />, "/releases/:id", "/releases/city-reflex%401.2.0");
  await screen.findByRole("link", { name: "car-7" });
  fireEvent.click(screen.getByRole("button", { name: "Revoke" }));
  const choice = screen.getByLabelText(/Cars that drive with it pull over and stop/);
  expect(choice).toHaveProperty("checked", false);
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "it drives on pavements" } });
  fireEvent.click(choice);
  expect(screen.queryByRole("button", { name: "Revoke release" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Stop 1 vehicle" }));
  await waitFor(() =>
    expect(sent).toEqual([
      'POST /api/ota/v1/releases/city-reflex%401.2.0/revoke {"reason":"it drives on pavements","rollBack":true,"stopDriving":true}',
    ]),
  );
});

it("stops a release that was only revoked, once, and shows since when it may not drive", async () => {
  shown = { ...release, state: "revoked" };
  show(<ReleasePage />, "/releases/:id", "/releases/city-reflex%401.2.0");
  await screen.findByRole("link", { name: "car-7" });
  fireEvent.click(screen.getByRole("button", { name: "Stop it from driving" }));
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "it is worse" } });
  expect(screen.getByRole("button", { name: "Stop 1 vehicle" })).toHaveProperty("disabled", true);
  fireEvent.click(screen.getByLabelText("I want 1 vehicle to stop now"));
  shown = { ...shown, drivingStoppedAt: at };
  fireEvent.click(screen.getByRole("button", { name: "Stop 1 vehicle" }));
  expect(await screen.findByText(/^Not since /)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Stop it from driving" })).toBeNull();
  expect(sent).toEqual([
    'POST /api/ota/v1/releases/city-reflex%401.2.0/revoke {"reason":"it is worse","rollBack":true,"stopDriving":true}',
  ]);
});

it("shows closed hours and full markets, and lifts a blackout", async () => {
  show(<AvailabilityPage />, "/releases/availability", "/releases/availability");
  expect(await screen.findByText("rush hour")).toBeTruthy();
  expect(screen.getByText("Each other market: at most 5")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Lift" }));
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "the parade is over" } });
  fireEvent.click(screen.getByRole("button", { name: "Lift blackout" }));
  await waitFor(() => expect(sent).toEqual(["DELETE /api/ota/v1/availability/blackouts/b-1?reason=the+parade+is+over {}"]));
});

it("says before a rollout is made whom it takes in, and why not the others", () => {
  expect(previewText({ matching: 1, busy: 0, running: 0, unfit: {} })).toBe("Takes in 1 vehicle.");
  expect(previewText({ matching: 12, busy: 2, running: 3, unfit: { calibration: 4 } })).toBe(
    "Takes in 12 vehicles; not 2 in another rollout, 3 run it already, 4 that it does not fit for their calibration.",
  );
});

it("warns of signed lists that end soon, and says who must act", async () => {
  show(<TrustWarning />, "/releases", "/releases");
  const warning = await screen.findByRole("alert");
  expect(warning.textContent).toContain("image targets (version 6) ends");
  expect(warning.textContent).toContain("key holders");
  expect(warning.textContent).toContain("image timestamp (version 90) ends");
  expect(warning.textContent).not.toContain("director");
});
