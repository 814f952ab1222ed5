import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { LiveFeedContext, type LiveFeed } from "../../shared/live";
import { aRide, aVehicle } from "../../shared/samples";
import { nearest } from "./nearest";
import { SendCarDialog } from "./SendCarDialog";

const at = (vehicleId: string, longitude: number, state = "idle") => aVehicle({ vehicleId, state, position: { latitude: 43.73, longitude } });
const CARS = [at("far", 7.5), at("near", 7.421), at("busy", 7.42, "busy")];

beforeAll(() => {
  // jsdom knows the element but not its modal side.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
});
afterEach(cleanup);

function show(ride: ReturnType<typeof aRide>) {
  const act = vi.fn(() => Promise.resolve());
  const state = { link: "live" as const, picture: { at: "2026-11-22T08:00:00Z", problem: null, vehicles: CARS, rides: [] } };
  const feed = { current: () => state, subscribe: () => () => undefined } as unknown as LiveFeed;
  render(
    <LiveFeedContext value={feed}>
      <SendCarDialog ride={ride} act={act} onClose={() => undefined} />
    </LiveFeedContext>,
  );
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "asked for" } });
  return act;
}

it("offers idle cars only, nearest first", () => {
  expect(nearest(CARS, { latitude: 43.73, longitude: 7.42 }).map((car) => car.vehicleId)).toEqual(["near", "far"]);
});

it("assigns the car that was chosen", () => {
  const act = show(aRide({}));
  fireEvent.change(screen.getByLabelText("Car"), { target: { value: "far" } });
  fireEvent.click(screen.getByRole("button", { name: "Send far" }));
  expect(act).toHaveBeenCalledWith("assign", { vehicleId: "far", reason: "asked for" });
});

it("lets the matcher choose for a rider aboard", () => {
  const act = show(aRide({ state: "interrupted" }));
  expect(screen.queryByLabelText("Car")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Let the matcher choose" }));
  expect(act).toHaveBeenCalledWith("replace-vehicle", { reason: "asked for" });
});
