import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter, Route, Routes } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { aCommand } from "../../shared/samples";
import CommandPage from "./CommandPage";
import CommandsPage from "./CommandsPage";
import { filtersOf, ledgerPath, nextAfter, pageQuery } from "./filters";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** The services, as the browser sees them: what was asked, and an answer for each path. */
function answering(bodies: Record<string, unknown>): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    return Promise.resolve(Response.json(bodies[path.split("?")[0] ?? ""] ?? {}));
  });
  return asked;
}

function show(at: string) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={[at]}>
        <Routes>
          <Route path="/commands" element={<CommandsPage />} />
          <Route path="/commands/:id" element={<CommandPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const HISTORY = [
  { state: "queued", code: "", detail: "", at: "2026-11-22T08:00:00Z", sessionEpoch: 0, applied: true },
  { state: "succeeded", code: "", detail: "", at: "2026-11-22T08:00:09Z", sessionEpoch: 3, applied: false },
];

it("keeps the filters in the address and asks for the next page by the last command", () => {
  const filters = filtersOf(new URLSearchParams("state=sent&vehicleId=car-1"));
  expect(pageQuery(filters).toString()).toBe("vehicleId=car-1&state=sent");
  expect(ledgerPath(filters, "c-9")).toBe("/api/gateway/v1/commands?vehicleId=car-1&state=sent&limit=50&after=c-9");
  expect(nextAfter([aCommand({})])).toBeNull();
  expect(nextAfter(Array.from({ length: 50 }, (_, i) => aCommand({ commandId: `c-${i}` })))).toBe("c-49");
});

it("narrows the ledger as the person chooses", async () => {
  const asked = answering({ "/api/gateway/v1/commands": [aCommand({ state: "executing" })] });
  show("/commands?vehicleId=car-1");
  expect((await screen.findByRole("link", { name: "Stop now" })).getAttribute("href")).toBe("/commands/c-1");
  fireEvent.change(screen.getByLabelText("State"), { target: { value: "executing" } });
  await vi.waitFor(() => expect(asked).toContain("/api/gateway/v1/commands?vehicleId=car-1&state=executing&limit=50"));
});

it("shows a command's history with what came too late, and lets an operator cancel it", async () => {
  answering({
    "/api/gateway/v1/commands/c-1": { command: aCommand({ state: "sent" }), history: HISTORY },
    "/api/me": { name: "olga", roles: ["operator"] },
  });
  show("/commands/c-1");
  expect(await screen.findByText("too late, changed nothing")).toBeDefined();
  expect(await screen.findByRole("button", { name: "Cancel command" })).toBeDefined();
});

it("offers nobody to cancel what is over, and an auditor nothing", async () => {
  answering({
    "/api/gateway/v1/commands/c-1": { command: aCommand({ state: "sent" }), history: HISTORY },
    "/api/me": { name: "ann", roles: ["auditor"] },
  });
  show("/commands/c-1");
  expect(await screen.findByText("too late, changed nothing")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Cancel command" })).toBeNull();
});
