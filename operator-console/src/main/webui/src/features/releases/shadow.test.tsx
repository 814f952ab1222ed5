import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { ShadowPanel } from "./ShadowPanel";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const NONE = {
  moments: 0, meanErrorMetres: 0, meanFinalErrorMetres: 0, intentAgreement: 0, reasonAgreement: 0, extraDiscomfort: 0, faultShare: 0, averageErrors: [], finalErrors: [],
};
const SEEN = {
  moments: 12_345, meanErrorMetres: 0.418, meanFinalErrorMetres: 1.2, intentAgreement: 0.953, reasonAgreement: 0.88, extraDiscomfort: -0.002, faultShare: 0.0005,
  averageErrors: [9_000, 2_000, 1_000, 300, 40, 5, 0], finalErrors: [5_000, 4_000, 2_000, 1_000, 300, 40, 5],
};
const at = "2026-11-23T08:00:00Z";

function show(view: object): void {
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json(view)));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <ShadowPanel path="/api/ota/v1/releases/a%401" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

it("says how differently it would have driven, where, and beside what", async () => {
  show({
    opensGate: true,
    missing: [],
    total: SEEN,
    places: [{ cell: "43.73,7.42", activeReleaseId: "a@0", candidateManifestSha256: "f", firstAt: at, lastAt: at, summary: SEEN }],
  });
  expect(await screen.findByText("Enough to open the shadow gate")).toBeDefined();
  expect(screen.getAllByText("12,345")).toHaveLength(2);
  expect(screen.getAllByText("0.42 m")).toHaveLength(2);
  expect(screen.getByText("88.0 %")).toBeDefined();
  expect(screen.getByText("-0.2 %")).toBeDefined();
  expect(screen.getByRole("row", { name: "On average 9,000 2,000 1,000 300 40 5 0" })).toBeDefined();
  expect(screen.getByRole("link", { name: "a@0" }).getAttribute("href")).toBe("/releases/a%400");
});

it("names what is missing for the gate", async () => {
  show({
    opensGate: true,
    missing: ["12345 moments of 20000"],
    total: SEEN,
    places: [{ cell: "43.73,7.42", activeReleaseId: "a@0", candidateManifestSha256: "f", firstAt: at, lastAt: at, summary: SEEN }],
  });
  expect(await screen.findByText("Not enough yet to open the shadow gate")).toBeDefined();
  expect(screen.getByText(/12345 moments of 20000/)).toBeDefined();
});

it("says that nobody has tried it, and that it opens no gate", async () => {
  show({ opensGate: false, missing: ["0 moments of 10000"], total: NONE, places: [] });
  expect(await screen.findByText(/No vehicle has tried it in the shadow yet/)).toBeDefined();
  expect(screen.getByText("Opens no gate: only signed evidence does")).toBeDefined();
  expect(screen.queryByRole("table")).toBeNull();
});
