import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { keptArea } from "../../shared/api";
import { definitionOf, draftOf, missing, newDraft, rulesOf } from "./draft";
import AreasPage from "./AreasPage";
import { reachOf } from "./reach";

const CLOSURE = {
  areaId: "a-1",
  marketId: "monaco",
  version: 3,
  area: {
    name: "burst main",
    effect: "CLOSED",
    geometry: { type: "Polygon", coordinates: [[[7.41, 43.73], [7.42, 43.73], [7.42, 43.74], [7.41, 43.73]]] },
    hours: [{ days: ["FRIDAY"], from: "22:00:00", to: "04:00:00" }],
    zone: "Europe/Monaco",
    weather: ["SNOW"],
    fastestMetresPerSecond: 12.5,
    roadClasses: ["residential"],
  },
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

it("sends an area back as it came, when nothing was changed", () => {
  const { area } = keptArea(CLOSURE, "area");
  expect(definitionOf(draftOf(keptArea(CLOSURE, "area")))).toEqual({
    ...area,
    hours: [{ days: ["FRIDAY"], from: "22:00", to: "04:00" }],
  });
  expect(rulesOf(area)).toBe("FR 22:00–04:00; in snow; roads up to 45 km/h; residential");
});

it("keeps a shape that it cannot draw", () => {
  const islands = { ...CLOSURE, area: { ...CLOSURE.area, geometry: { type: "MultiPolygon", coordinates: [[[[1, 2]]]] } } };
  const draft = draftOf(keptArea(islands, "area"));
  expect(draft.corners).toEqual([]);
  expect(missing(draft)).toBeNull();
  expect(definitionOf(draft).geometry).toEqual(islands.area.geometry);
});

it("says what is missing before anything is sent", () => {
  const draft = newDraft("CLOSED", "UTC");
  expect(missing(draft)).toContain("three corners");
  const corners = [1, 2, 3].map((one) => ({ latitude: one, longitude: one * one }));
  expect(missing({ ...draft, corners })).toBeNull();
  expect(missing({ ...draft, corners, name: " " })).toContain("name");
  expect(missing({ ...draft, corners, fastestKilometresPerHour: "fast" })).toContain("number");
  expect(missing({ ...draft, corners, hours: [{ days: [], from: "22:00", to: "04:00" }] })).toContain("days");
});

it("counts whom a change strands, riders aboard apart", () => {
  const ride = { rideId: "r", state: "in-ride", why: "dropoff" };
  expect(reachOf({ rides: [{ ...ride, riderAboard: true }, { ...ride, riderAboard: false }], vehicles: ["car-1"] })).toBe(
    "Strands 1 aboard, 1 waiting and 1 vehicle without a ride. Holds at once.",
  );
  expect(reachOf({ rides: [], vehicles: [] })).toContain("nobody");
});

it("opens a closure again with a reason, on the version that was read", async () => {
  const sent: unknown[] = [];
  vi.stubGlobal("fetch", (path: string, init: RequestInit = {}) => {
    if (init.method === "DELETE") {
      sent.push([path, new Headers(init.headers).get("If-Match"), JSON.parse(String(init.body))]);
      return Promise.resolve(Response.json({}));
    }
    if (path === "/api/me") return Promise.resolve(Response.json({ name: "olga", roles: ["operator"] }));
    if (path.endsWith("/weather")) return Promise.resolve(Response.json({ weather: "CLEAR" }));
    if (path.endsWith("/areas")) return Promise.resolve(Response.json([CLOSURE]));
    return Promise.resolve(Response.json([{ marketId: "monaco", name: "Monaco", bounds: [7, 43, 8, 44], attribution: "" }]));
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <AreasPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  fireEvent.click(await screen.findByRole("button", { name: "Open again" }));
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "repaired" } });
  const [, confirm] = screen.getAllByRole("button", { name: "Open again" });
  fireEvent.click(confirm ?? screen.getByText("no dialog"));
  await vi.waitFor(() => expect(sent).toEqual([["/api/dispatch/v1/markets/monaco/areas/a-1", '"3"', { reason: "repaired" }]]));
});
