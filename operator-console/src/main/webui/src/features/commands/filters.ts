import type { Command } from "../../shared/api";

/** What of the ledger is shown; an empty text is any. The page's address carries it. */
export interface Filters {
  vehicleId: string;
  state: string;
  sender: string;
}

const NAMES = ["vehicleId", "state", "sender"] as const;
const PAGE_SIZE = 50;

export const OPEN_STATES: readonly string[] = ["queued", "sent", "outcome-unknown", "received", "accepted", "executing"];
export const STATES: readonly string[] = [...OPEN_STATES, "succeeded", "failed", "rejected", "expired", "cancelled", "superseded"];
export const SENDERS: readonly string[] = ["gateway", "dispatch", "ota"];

export function filtersOf(search: URLSearchParams): Filters {
  return { vehicleId: search.get("vehicleId") ?? "", state: search.get("state") ?? "", sender: search.get("sender") ?? "" };
}

export function pageQuery(filters: Filters): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of NAMES) if (filters[name] !== "") query.set(name, filters[name]);
  return query;
}

/** A page of the ledger; the first, or the one after this command. */
export function ledgerPath(filters: Filters, after: string | null): string {
  const query = pageQuery(filters);
  query.set("limit", String(PAGE_SIZE));
  if (after !== null) query.set("after", after);
  return `/api/gateway/v1/commands?${query}`;
}

/** A page that is not full is the last. */
export function nextAfter(page: readonly Command[]): string | null {
  return page.length < PAGE_SIZE ? null : (page.at(-1)?.commandId ?? null);
}

/** Whether the command can still be taken back. */
export function isOpen(command: Command): boolean {
  return OPEN_STATES.includes(command.state);
}
