import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { ClockContext } from "../../shared/now";
import EconomicsPage from "./EconomicsPage";
import { totalOf } from "./total";

const LINE = {
  key: "2026-11-22", currency: "EUR", revenueMinor: 5000, completedRides: 2, emptyMetres: 400, loadedMetres: 3600, emptyShare: 0.1,
  energyKwh: 2.4, energyMinor: 72, chargedKwh: 30, chargedMinor: 900, busySeconds: 1800, assistanceSeconds: 60, revenueMinorPerCarHour: 10000,
};

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(differenceMinor: number, lines: unknown[] = [LINE], energyDifferenceMinor = 0) {
  const asked: string[] = [];
  const reconciliation = [{ currency: "EUR", ledgerMinor: 5000 + differenceMinor, countedMinor: 5000, pendingMinor: 0, differenceMinor }];
  const energy = { boughtMinor: 900, usedMinor: 72, heldMinor: 828 - energyDifferenceMinor, differenceMinor: energyDifferenceMinor };
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    return Promise.resolve(
      Response.json(path.includes("/economics") ? { lines, reconciliation, energy } : [{ marketId: "monaco", name: "Monaco", bounds: [7, 43, 8, 44], attribution: "" }]),
    );
  });
  render(
    <ClockContext value={() => Date.parse("2026-11-22T08:00:00Z")}>
      <QueryClientProvider client={new QueryClient()}>
        <MemoryRouter>
          <EconomicsPage />
        </MemoryRouter>
      </QueryClientProvider>
    </ClockContext>,
  );
  return asked;
}

it("shows a day's figures, reconciled, and exports what is shown", async () => {
  const asked = show(0);
  const row = await screen.findByRole("row", { name: /2026-11-22/ });
  expect(within(row).getByText("€50.00")).toBeDefined();
  expect(within(row).getByText("€100.00")).toBeDefined();
  expect(within(row).getByText("10 %")).toBeDefined();
  expect(screen.getByRole("status").textContent).toContain("Reconciled with the ledger to the cent: €50.00");
  expect(screen.getByRole("link", { name: "Export CSV" }).getAttribute("href")).toBe(
    "/api/dispatch/v1/markets/monaco/economics.csv?from=2026-11-22&to=2026-11-22&by=day",
  );
  fireEvent.click(screen.getByRole("button", { name: "By vehicle" }));
  await vi.waitFor(() => expect(asked.some((path) => path.endsWith("by=vehicle"))).toBe(true));
});

it("raises an alarm for a cent that cannot be explained", async () => {
  show(1);
  expect((await screen.findByRole("alert")).textContent).toContain("Difference €0.01");
});

it("shows what energy cost, and raises an alarm if some of that is missing", async () => {
  show(0, [LINE], 2);
  const row = await screen.findByRole("row", { name: /2026-11-22/ });
  expect(within(row).getByText("€0.72")).toBeDefined();
  expect(within(row).getByText("€9.00")).toBeDefined();
  expect((await screen.findByRole("alert")).textContent).toContain("€0.02");
});

it("says so when there is nothing", async () => {
  show(0, []);
  expect(await screen.findByText(/Nothing was earned/)).toBeDefined();
});

it("adds lines up, shares from the sums", () => {
  const total = totalOf([LINE, { ...LINE, emptyMetres: 3600, loadedMetres: 400, busySeconds: 5400 }]);
  expect(total).toMatchObject({ revenueMinor: 10000, emptyShare: 0.5, revenueMinorPerCarHour: 5000 });
  expect(totalOf([])).toBeNull();
});
