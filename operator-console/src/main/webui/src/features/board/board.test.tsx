import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import type { Board } from "../../shared/api";
import BoardPage from "./BoardPage";
import { figuresOf } from "./figures";
import { wanted } from "./ZoneTable";

const ZONE = { number: 7, centre: { latitude: 43.73, longitude: 7.42 }, expected: 1.6, waiting: 2, idle: 1 };
const BOARD: Board = {
  marketId: "monaco",
  at: "2026-11-22T08:00:00Z",
  openRequests: 2,
  oldestWaitSeconds: 150,
  waitP50Seconds: 180,
  waitP90Seconds: null,
  cars: { idle: 3, "on-trip": 4 },
  emptyShare: 0.314,
  zones: [ZONE, { ...ZONE, number: 8, expected: 0, waiting: 0, idle: 0 }],
};

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(board: Board) {
  vi.stubGlobal("fetch", (path: string) =>
    Promise.resolve(Response.json(path.endsWith("/board") ? board : [{ marketId: "monaco", name: "Monaco", bounds: [7, 43, 8, 44], attribution: "" }])),
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <BoardPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

it("marks what needs attention, and only that", () => {
  expect(figuresOf(BOARD).filter((figure) => figure.isBad).map((figure) => figure.name)).toEqual(["Oldest wait"]);
  expect(figuresOf({ ...BOARD, openRequests: 0 })[1]).toEqual({ name: "Oldest wait", value: "–", isBad: false });
  expect(figuresOf(BOARD).find((figure) => figure.name === "Empty kilometres")?.value).toBe("31 %");
});

it("says how many cars a zone wants, or could spare", () => {
  expect(wanted(ZONE)).toBe("+3");
  expect(wanted({ ...ZONE, waiting: 0, expected: 0.2, idle: 3 })).toBe("−3");
  expect(wanted({ ...ZONE, waiting: 0, expected: 1.2 })).toBe("0");
});

it("shows zones where something is, and leaves the empty ones out", async () => {
  show(BOARD);
  expect(await screen.findByText("Zone 7")).toBeDefined();
  expect(screen.queryByText("Zone 8")).toBeNull();
  expect(screen.getByRole("img", { name: "Demand 3.6, supply 1" })).toBeDefined();
});

it("says so when nothing happens", async () => {
  show({ ...BOARD, zones: [] });
  expect(await screen.findByText(/No rider waits or is expected/)).toBeDefined();
});
