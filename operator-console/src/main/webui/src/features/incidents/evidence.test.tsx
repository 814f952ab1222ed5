import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { EvidencePanel } from "./EvidencePanel";
import { carSentence } from "./evidence";

const PATH = "/api/incident/v1/incidents/i1";
const HELD = {
  state: "held", reason: "a claim", placedBy: "bob", placedAt: "2026-11-23T10:00:00Z",
};
const EVIDENCE = {
  vehicleId: "car-1",
  retention: { class: "edge-case" },
  blobs: [{ sha256: "ab".repeat(32), isClip: true, receivedAt: "2026-11-23T10:00:00Z", keptUntil: "2028-11-23T10:00:00Z" }],
  chain: "intact",
  carChain: { state: "gap", sequence: 3, missing: [2], forks: [] },
  entries: [
    { sequence: 1, act: "accepted", actor: "car-1", at: "2026-11-23T10:00:00Z", entry: "cd".repeat(32) },
    { sequence: 2, act: "exported", actor: "ada", at: "2026-11-23T11:00:00Z", entry: "ef".repeat(32), purpose: "NHTSA request 7" },
  ],
};

// The browser of the tests knows no dialogs.
beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(evidence: unknown, roles: string[], refusal?: { status: number; body: unknown }) {
  const sent: { path: string; body: unknown }[] = [];
  vi.stubGlobal("fetch", (asked: string, how?: { method?: string; body?: string }) => {
    if (asked === "/api/me") return Promise.resolve(Response.json({ name: "ada", roles }));
    if (how?.method === "POST" || asked.includes("/package")) {
      sent.push({ path: asked, body: JSON.parse(how?.body ?? "null") as unknown });
      if (refusal) return Promise.resolve(Response.json(refusal.body, { status: refusal.status }));
    }
    return Promise.resolve(Response.json(evidence));
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <EvidencePanel path={PATH} />
    </QueryClientProvider>,
  );
  return sent;
}

it("shows both chains and what was done, and offers nothing to who may not act", async () => {
  show(EVIDENCE, ["operator"]);
  expect(await screen.findByText("Not all has come: 2")).toBeDefined();
  const rows = within(screen.getByRole("table", { name: "Entries of the chain" })).getAllByRole("row");
  expect(rows).toHaveLength(3);
  expect(rows[2]?.textContent).toContain("NHTSA request 7");
  expect(screen.queryByRole("button", { name: "Hold" })).toBeNull();
});

it("says that the chain is broken, and where", async () => {
  show({ ...EVIDENCE, chain: "entry 2 has another hash than is noted of it" }, ["auditor"]);
  expect((await screen.findByRole("alert")).textContent).toContain("entry 2");
});

it("holds with a reason", async () => {
  const sent = show(EVIDENCE, ["safety"]);
  fireEvent.click(await screen.findByRole("button", { name: "Hold" }));
  const dialog = screen.getByRole("dialog");
  fireEvent.change(within(dialog).getByRole("textbox"), { target: { value: "a claim" } });
  fireEvent.click(within(dialog).getByRole("button", { name: "Hold" }));
  await vi.waitFor(() => expect(sent).toEqual([{ path: `${PATH}/evidence/hold`, body: { reason: "a claim" } }]));
});

it("lets nobody approve the release that they requested", async () => {
  show({ ...EVIDENCE, hold: { ...HELD, state: "release-requested", releaseReason: "settled", requestedBy: "ada", requestExpiresAt: "2026-11-24T10:00:00Z" } }, ["safety"]);
  const approve = await screen.findByRole<HTMLButtonElement>("button", { name: "Approve release" });
  await vi.waitFor(() => expect(approve.disabled).toBe(true));
  expect(screen.getByText("Another person has to agree.")).toBeDefined();
});

it("approves another person's request", async () => {
  const sent = show({ ...EVIDENCE, hold: { ...HELD, state: "release-requested", releaseReason: "settled", requestedBy: "bob", requestExpiresAt: "2026-11-24T10:00:00Z" } }, ["safety"]);
  fireEvent.click(await screen.findByRole("button", { name: "Approve release" }));
  await vi.waitFor(() => expect(sent).toEqual([{ path: `${PATH}/evidence/approve-release`, body: {} }]));
});

it("asks what a package is for, and says why there is none", async () => {
  const sent = show(EVIDENCE, ["safety"], {
    status: 409,
    body: { type: "about:blank", title: "This service has no key to sign evidence with", status: 409, code: "custody.no-key" },
  });
  const button = await screen.findByRole<HTMLButtonElement>("button", { name: "Package for the regulator (ZIP)" });
  expect(button.disabled).toBe(true);
  fireEvent.change(screen.getByLabelText("What the package is for"), { target: { value: "NHTSA request 7" } });
  fireEvent.click(button);
  expect(await screen.findByText(/no key to sign/)).toBeDefined();
  expect(sent[0]?.path).toBe(`${PATH}/package?purpose=NHTSA%20request%207`);
});

it("keeps longer with a reason", async () => {
  const sent = show(EVIDENCE, ["safety"]);
  fireEvent.change(await screen.findByLabelText("Keep as"), { target: { value: "reportable" } });
  fireEvent.change(screen.getByLabelText("Why it is kept so"), { target: { value: "asked for by phone" } });
  fireEvent.click(screen.getByRole("button", { name: "Keep so" }));
  await vi.waitFor(() => expect(sent).toEqual([{ path: `${PATH}/evidence/retention`, body: { class: "reportable", reason: "asked for by phone" } }]));
});

it("says of the vehicle's chain what there is to say", () => {
  expect(carSentence({ state: "intact", sequence: 0, missing: [], forks: [] })).toBe("No sealed recording yet");
  expect(carSentence({ state: "fork", sequence: 4, missing: [], forks: [4] })).toContain("two stories at 4");
});
