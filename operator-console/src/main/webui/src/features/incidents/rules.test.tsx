import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { dueSentence, facts, rowFault, sentence, NEW_ROW } from "./rules";
import RulesPage from "./RulesPage";

const table = {
  rows: [
    { id: "collision", why: "A contact", when: [{ fact: "kind", is: "one-of", values: ["collision"] }], severity: 1 },
    { id: "towed", why: "Towed away", when: [{ fact: "Was Any Vehicle Towed?", is: "one-of", values: ["Yes Subject Vehicle, No Crash Partner", "Unknown"] }], deadlines: ["five-days"] },
  ],
  deadlines: { "five-days": { title: "Within five days", regime: "nhtsa", due: { calendarDays: 5 } } },
};

describe("a rule", () => {
  it("reads as people say it", () => {
    expect(sentence({ fact: "kind", is: "one-of", values: ["collision"] })).toBe("kind is collision");
    expect(sentence({ fact: "speed", is: "at-least", values: ["10"] })).toBe("speed is at least 10");
    expect(dueSentence({ title: "", regime: "", due: { calendarDays: null, dayOfNextMonth: 15 }, unless: null })).toBe("by the end of day 15 of the next month");
  });

  it("keeps the commas of its values and the equals signs of its facts", () => {
    expect(facts("Was Any Vehicle Towed? = Yes Subject Vehicle, No Crash Partner\nnote = a=b\nnothing")).toEqual({
      "Was Any Vehicle Towed?": "Yes Subject Vehicle, No Crash Partner",
      note: "a=b",
    });
  });

  it("is not taken without a name of its own, a value, or a consequence", () => {
    const read = { rows: [{ id: "a", why: null, when: null, severity: 1, deadlines: null }], deadlines: {} };
    expect(rowFault(read, NEW_ROW, null)).toMatch(/name/);
    expect(rowFault(read, { ...NEW_ROW, id: "a" }, null)).toMatch(/Another row/);
    expect(rowFault(read, { ...NEW_ROW, id: "b" }, null)).toMatch(/value/);
    expect(rowFault(read, { ...NEW_ROW, id: "b", when: [] }, null)).toMatch(/says nothing/);
    expect(rowFault(read, { ...NEW_ROW, id: "b", when: [], severity: 2 }, null)).toBeNull();
  });
});

describe("the page", () => {
  let sent: { method: string; url: string; body: unknown; ifMatch: string | null }[] = [];
  let answer: () => Response;
  beforeAll(() => {
    HTMLDialogElement.prototype.showModal = function showModal() {
      this.open = true;
    };
  });
  beforeEach(() => {
    sent = [];
    answer = () => Response.json({ version: 4, table });
    vi.stubGlobal("fetch", (url: string, init?: RequestInit) => {
      if (init?.method !== undefined) {
        sent.push({ method: init.method, url, body: JSON.parse(String(init.body)), ifMatch: new Headers(init.headers).get("If-Match") });
        if (url.endsWith("/try")) return Promise.resolve(Response.json({ tableVersion: 3, severity: sent.length, deadlines: ["five-days"], rows: ["towed"] }));
        return Promise.resolve(answer());
      }
      if (url.endsWith("/me")) return Promise.resolve(Response.json({ name: "sam", roles: ["safety"] }));
      if (url.endsWith("/versions")) return Promise.resolve(Response.json([{ version: 3, changedBy: "ada", reason: "new order", changedAt: "2026-11-22T08:00:00Z", table }]));
      return Promise.resolve(Response.json({ version: 3, table }));
    });
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  function show(): void {
    render(
      <QueryClientProvider client={new QueryClient()}>
        <MemoryRouter>
          <RulesPage />
        </MemoryRouter>
      </QueryClientProvider>,
    );
  }

  it("changes a row in a draft, and puts it in force for a reason, in place of the version that was read", async () => {
    show();
    expect(await screen.findByText(/ada/)).toBeTruthy();
    fireEvent.click(await screen.findByRole("button", { name: "Edit towed" }));
    const editor = screen.getByRole("form", { name: "Row towed" });
    fireEvent.change(within(editor).getByLabelText("Severity"), { target: { value: "2" } });
    fireEvent.click(within(editor).getByRole("button", { name: "Take into the draft" }));
    expect(screen.getByText("Draft, on version 3")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Put in force" }));
    const dialog = screen.getByRole("dialog");
    fireEvent.change(within(dialog).getByRole("textbox"), { target: { value: "towing is grave" } });
    fireEvent.click(within(dialog).getByRole("button", { name: "Put in force" }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ method: "PUT", ifMatch: '"3"', body: { reason: "towing is grave", table: { rows: [{ id: "collision" }, { id: "towed", severity: 2 }] } } });
  });

  it("tries the draft beside what is in force", async () => {
    show();
    fireEvent.click(await screen.findByRole("button", { name: "Remove collision" }));
    fireEvent.click(screen.getByRole("button", { name: "What would it say?" }));
    const draft = await screen.findByRole("row", { name: /^Draft/ });
    expect(within(draft).getByText("S2")).toBeTruthy();
    expect(sent[0]?.body).toEqual({ facts: { kind: "collision", State: "CA" } });
    expect(sent[1]?.body).toMatchObject({ table: { rows: [{ id: "towed" }] } });
  });

  it("says that somebody else was faster, and keeps the draft", async () => {
    answer = () => Response.json({ type: "about:blank", title: "The table has changed meanwhile", status: 409, code: "rules.changed" }, { status: 409 });
    show();
    fireEvent.click(await screen.findByRole("button", { name: "Remove collision" }));
    fireEvent.click(screen.getByRole("button", { name: "Put in force" }));
    const dialog = screen.getByRole("dialog");
    fireEvent.change(within(dialog).getByRole("textbox"), { target: { value: "less" } });
    fireEvent.click(within(dialog).getByRole("button", { name: "Put in force" }));
    expect(await within(dialog).findByText(/changed meanwhile/)).toBeTruthy();
    expect(screen.getByText("Draft, on version 3")).toBeTruthy();
  });
});
