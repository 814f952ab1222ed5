import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { MemoryRouter, Route, Routes } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { ClockContext } from "../../shared/now";
import DeadlinesPage from "./DeadlinesPage";
import { timeLeft } from "./DeadlineList";
import ReportPage from "./ReportPage";

const DRAFT = {
  cells: [
    { number: 47, name: "City", kind: "text", value: "", origin: "open", isAsked: true },
    { number: 52, name: "Roadway Type", kind: "choice", choices: ["Street", "Intersection"], value: "Street", origin: "person", source: "ada", isAsked: false },
    { number: 61, name: "Weather - Clear", kind: "flag", value: " ", origin: "open", isAsked: false },
    { number: 90, name: "SV Precrash Speed (MPH)", kind: "number", value: "7", origin: "signal", source: "vehicle.safety speed", isAsked: false },
  ],
  missing: ["City", "Weather - *"],
  filed: [{ version: 1, type: "5-Day", sha256: "ab".repeat(32), reference: "30270-1", by: "ada", at: "2026-11-23T10:00:00Z" }],
};
const CLOCK = {
  deadlineId: "d1", incidentId: "i1", rule: "nhtsa-5-day", title: "NHTSA, report within five days", noticedAt: "2026-11-20T10:00:00Z", noticeSource: "vehicle.safety",
  dueAt: "2026-11-25T10:00:00Z", reminders: ["2026-11-22T10:00:00Z", "2026-11-24T10:00:00Z"], reminded: 1, hasLapsed: false, state: "running", endedBy: null, endedReason: null,
};
const NOW = Date.parse("2026-11-23T10:00:00Z");

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(path: string, answers: Record<string, unknown>) {
  const sent: { path: string; body: unknown }[] = [];
  vi.stubGlobal("fetch", (asked: string, how?: { method?: string; body?: string }) => {
    if (how?.method === "POST") sent.push({ path: asked, body: JSON.parse(how.body ?? "null") as unknown });
    return Promise.resolve(Response.json(asked === "/api/me" ? { name: "Ada", roles: ["safety"], expiresAt: "2026-11-23T11:00:00Z" } : (answers[asked] ?? {})));
  });
  render(
    <ClockContext value={() => NOW}>
      <QueryClientProvider client={new QueryClient()}>
        <MemoryRouter initialEntries={[path]}>
          <Routes>
            <Route path="/deadlines" element={<DeadlinesPage />} />
            <Route path="/incidents/:id/report" element={<ReportPage />} />
          </Routes>
        </MemoryRouter>
      </QueryClientProvider>
    </ClockContext>,
  );
  return sent;
}

it("asks for what is missing first, with a whole group of flags, and sends only what was said", async () => {
  const sent = show("/incidents/i1/report", { "/api/incident/v1/incidents/i1/reports/sgo": DRAFT });
  expect((await screen.findByText(/Still to be said/)).textContent).toContain("City, Weather");
  expect(screen.queryByLabelText("Roadway Type")).toBeNull();
  fireEvent.change(screen.getByLabelText("City"), { target: { value: "Phoenix" } });
  fireEvent.click(screen.getByLabelText("Weather - Clear"));
  fireEvent.click(screen.getByRole("button", { name: "Save 2 changes" }));
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toEqual({ path: "/api/incident/v1/incidents/i1/reports/sgo/answers", body: { City: "Phoenix", "Weather - Clear": "Y" } });
});

it("shows where each value comes from, and what was filed", async () => {
  show("/incidents/i1/report", { "/api/incident/v1/incidents/i1/reports/sgo": DRAFT });
  fireEvent.click(await screen.findByRole("button", { name: "Filled in" }));
  expect(screen.getByText("signal: vehicle.safety speed")).toBeDefined();
  expect((screen.getByLabelText("Roadway Type") as HTMLSelectElement).value).toBe("Street");
  expect(screen.getByRole("link", { name: "5-Day, version 1" }).getAttribute("href")).toBe("/api/incident/v1/incidents/i1/reports/sgo/filed/1.csv");
});

it("lists who must be told by when", async () => {
  show("/deadlines", { "/api/incident/v1/deadlines": [CLOCK, { ...CLOCK, deadlineId: "d2", title: "CPUC, within a day", dueAt: "2026-11-23T08:00:00Z", hasLapsed: true }] });
  const row = await screen.findByRole("row", { name: /NHTSA/ });
  expect(within(row).getByText("1 of 2")).toBeDefined();
  expect(within(screen.getByRole("row", { name: /CPUC/ })).getByText("Missed")).toBeDefined();
});

it("says how much time is left", () => {
  expect(timeLeft("2026-11-23T12:00:00Z", NOW)).toMatch(/left$/);
  expect(timeLeft("2026-11-23T08:00:00Z", NOW)).toMatch(/late$/);
});
