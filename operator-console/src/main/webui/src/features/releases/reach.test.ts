import { expect, it } from "vitest";
import type { Rollout } from "../../shared/api";
import { vehicleCount } from "../../shared/format";
import { byRelease, isCancellable, stillReached, totalVehicles, whyNot } from "./reach";

const rollout: Rollout = {
  rolloutId: "r-1",
  releaseId: "city-reflex@1.1.0",
  state: "running",
  createdAt: "2026-11-22T08:00:00Z",
  createdBy: "release-manager",
  stage: "general",
  wave: 1,
  waves: 1,
  onBreach: "pause",
  approvers: [],
  heldFor: [],
  changes: null,
  counts: { committed: 3, downloading: 2, failed: 1, lost: 1, cancelled: 1 },
  vehicles: null,
};

it("counts the cars that have not come to an end", () => {
  expect(stillReached(rollout)).toBe(2);
  expect(totalVehicles(rollout)).toBe(8);
});

it("says one vehicle, two vehicles", () => {
  expect([vehicleCount(1), vehicleCount(2)]).toEqual(["1 vehicle", "2 vehicles"]);
});

it("counts who runs what, the silent ones apart", () => {
  const car = (releaseId: string | null) => ({ vehicleId: "c", hardwareId: "", connected: true, releaseId, since: null });
  expect(byRelease([car("a@1"), car(null), car("a@1")])).toEqual([
    ["", 1],
    ["a@1", 2],
  ]);
});

it("says why a vehicle does not run its target", () => {
  const target = {
    vehicleId: "c", releaseId: "a@2", rolloutId: "r", rolloutState: "running", state: "eligible", since: "", code: "", detail: "",
    waitsFor: [],
  };
  expect(whyNot(target)).toBe("its wave has not come");
  expect(whyNot({ ...target, rolloutState: "simulation-gate" })).toContain("simulation gate");
  expect(whyNot({ ...target, state: "failed", code: "download.broken", detail: "no space" })).toBe(
    "it failed (download.broken, no space)",
  );
  expect(whyNot({ ...target, state: "waiting-for-safe-moment", waitsFor: ["dispatch has not freed it"] })).toBe(
    "it waits for a safe moment: dispatch has not freed it",
  );
});

it("knows which vehicles can be taken out of a rollout", () => {
  const car = { vehicleId: "c", state: "eligible", since: "", deadlineAt: null, code: "", detail: "", actionId: null, returnsTo: null };
  expect(isCancellable(car)).toBe(true);
  expect(isCancellable({ ...car, state: "staged" })).toBe(false);
  expect(isCancellable({ ...car, state: "staged", actionId: 7 })).toBe(true);
  expect(isCancellable({ ...car, state: "failed", actionId: 7 })).toBe(false);
});
