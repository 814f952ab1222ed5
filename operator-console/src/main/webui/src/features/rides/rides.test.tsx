import { cleanup, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it } from "vitest";
import { ClockContext } from "../../shared/now";
import { aRide } from "../../shared/samples";
import { totalSeconds, waitSeconds } from "./ride-times";
import { RideTable } from "./RideTable";

const NOW = Date.parse("2026-11-22T08:01:15Z");

afterEach(cleanup);

it("counts a wait only while the rider is not aboard", () => {
  expect(waitSeconds(aRide({}), NOW)).toBe(75);
  expect(waitSeconds(aRide({ state: "in-ride" }), NOW)).toBeNull();
});

it("counts the wait of a ride for later from its time on", () => {
  expect(waitSeconds(aRide({ pickupAt: "2026-11-22T08:01:00Z" }), NOW)).toBe(15);
  expect(waitSeconds(aRide({ pickupAt: "2026-11-22T09:00:00Z" }), NOW)).toBeNull();
});

it("says when a booked rider is to be met and how sure that is", () => {
  render(
    <ClockContext value={() => NOW}>
      <MemoryRouter>
        <RideTable rides={[aRide({ state: "scheduled", pickupAt: "2026-11-22T09:00:00Z", guarantee: "at-risk" })]} />
      </MemoryRouter>
    </ClockContext>,
  );
  expect(screen.getByText("Booked")).toBeDefined();
  expect(screen.getByText("At risk")).toBeDefined();
  expect(screen.getByText(/^for /)).toBeDefined();
});

it("ends the count when the ride ends", () => {
  expect(totalSeconds(aRide({ state: "completed", stateSince: "2026-11-22T08:01:00Z" }), NOW)).toBe(60);
});

it("shows state, wait and price of a ride and leads to it", () => {
  render(
    <ClockContext value={() => NOW}>
      <MemoryRouter>
        <RideTable rides={[aRide({ state: "en-route" })]} />
      </MemoryRouter>
    </ClockContext>,
  );
  expect(screen.getByRole("link", { name: "…12345678" }).getAttribute("href")).toBe("/rides/0193f2aa-bbbb-cccc-dddd-eeee12345678");
  expect(screen.getByText("En route")).toBeDefined();
  expect(screen.getAllByText("1 min 15 s")).toHaveLength(2);
  expect(screen.getByText("€12.50")).toBeDefined();
});
