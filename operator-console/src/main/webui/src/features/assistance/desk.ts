import type { AssistNews, AssistScene, AssistTicket } from "../../shared/api";

/** The queue as this screen knows it. */
export interface Queue {
  readonly sequence: number;
  readonly tickets: readonly AssistTicket[];
  /** What has just ended, so that everybody sees who answered what. */
  readonly over: readonly AssistTicket[];
}

export const EMPTY: Queue = { sequence: 0, tickets: [], over: [] };

const OVER = new Set(["closed", "expired", "withdrawn"]);
const KEPT = 5;

/** Passenger aboard, then lane blocked, then the longest wait. */
export function moreUrgent(one: AssistTicket, other: AssistTicket): number {
  return (
    Number(other.passengerAboard) - Number(one.passengerAboard) ||
    Number(other.laneBlocked) - Number(one.laneBlocked) ||
    one.receivedAt.localeCompare(other.receivedAt)
  );
}

export function heard(queue: Queue, news: AssistNews): Queue {
  if (news.tickets !== null) return { sequence: news.sequence, tickets: [...news.tickets].sort(moreUrgent), over: queue.over };
  const ticket = news.ticket;
  if (ticket === null) return { ...queue, sequence: news.sequence };
  const others = queue.tickets.filter((known) => known.ticketId !== ticket.ticketId);
  return OVER.has(ticket.state)
    ? { sequence: news.sequence, tickets: others, over: [ticket, ...queue.over].slice(0, KEPT) }
    : { sequence: news.sequence, tickets: [...others, ticket].sort(moreUrgent), over: queue.over };
}

/** Why no answer may be given now, in words; empty if one may. */
export function locked(ticket: AssistTicket, shown: AssistScene | null, me: string, now: number, limitMillis: number): string {
  if (ticket.claimedBy !== me) return ticket.claimedBy === null ? "Claim it to answer" : `${ticket.claimedBy} has it`;
  if (ticket.state === "answered") return "The answer is on its way";
  if (shown === null) return "No picture yet";
  if (Date.parse(ticket.expiresAt) <= now) return "The question's time is up";
  if (shown.sceneId !== ticket.sceneId) return "The scene has changed: look again";
  if (now - Date.parse(shown.receivedAt) > limitMillis) return "The picture is too old";
  return "";
}

/** Share of the three seconds that have passed before somebody took it, 0 to 1. */
export function ring(ticket: AssistTicket, now: number): number {
  const until = ticket.firstClaimedAt === null ? now : Date.parse(ticket.firstClaimedAt);
  return Math.min(1, Math.max(0, (until - Date.parse(ticket.receivedAt)) / 3_000));
}

/** The option that a key stands for: 1 is the first. Other keys, and Esc above all, answer and discard nothing. */
export function optionOfKey(key: string, scene: AssistScene | null): string | null {
  return /^[1-9]$/.test(key) ? (scene?.options[Number(key) - 1]?.id ?? null) : null;
}

export function verdictWords(ticket: AssistTicket): string {
  const who = ticket.answeredBy === null ? "" : `${ticket.answeredBy}: ${ticket.answer ?? ""}`;
  if (ticket.accepted === null) return who;
  if (ticket.accepted) return `${who}. The car goes by it.`;
  return `${who}. The car refused: ${ticket.verdictDetail ?? ""} (${ticket.verdictCode ?? ""})`;
}

export function seconds(from: string, now: number): string {
  return `${Math.max(0, (now - Date.parse(from)) / 1000).toFixed(1)} s`;
}
