import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import type { Signer } from "../../shared/api";
import { SignersPanel, why } from "./SignersPanel";

const trusted: Signer = { keyId: "a".repeat(64), state: "trusted", reason: null, doubtedBy: null, doubtedAt: null, approvers: [], revokedAt: null };
const doubted: Signer = {
  ...trusted, keyId: "b".repeat(64), state: "doubted", reason: "its machine was stolen", doubtedBy: "ada", doubtedAt: "2026-11-23T08:00:00Z", approvers: ["ben"],
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

it("says why a key is doubted and who has still to agree", () => {
  expect(why(trusted)).toBe("–");
  expect(why(doubted)).toMatch(/^its machine was stolen \(ada, .*\): approved by ben, 1 to go$/);
  expect(why({ ...doubted, approvers: [] })).toContain("nobody has approved yet, 2 to go");
  expect(why({ ...doubted, state: "revoked", approvers: ["ben", "cem"] })).toMatch(/approved by ben and cem$/);
});

it("lets a key be doubted, and a doubt be approved, for a reason", async () => {
  const sent: string[] = [];
  vi.stubGlobal("fetch", (url: string, init?: RequestInit) => {
    if (init?.method === "POST") sent.push(`${url} ${String(init.body)}`);
    return Promise.resolve(Response.json({ signers: [trusted, doubted] }));
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SignersPanel />
    </QueryClientProvider>,
  );
  fireEvent.click(await screen.findByRole("button", { name: "Ask to revoke" }));
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "it is lost" } });
  fireEvent.click(screen.getByRole("button", { name: "Do it" }));
  await waitFor(() => expect(sent).toEqual([`/api/ota/v1/evidence-signers/${trusted.keyId}/revoke {"reason":"it is lost"}`]));
  fireEvent.click(await screen.findByRole("button", { name: "Approve the revocation" }));
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "seen it" } });
  fireEvent.click(screen.getByRole("button", { name: "Do it" }));
  await waitFor(() => expect(sent[1]).toContain(`/${doubted.keyId}/approve`));
});
