import { entries, list, maybe, number, record, text } from "../../shared/json";

const when = record({ fact: text, is: text, values: list(text) });
const row = record({ id: text, why: maybe(text), when: maybe(list(when)), severity: maybe(number), deadlines: maybe(list(text)) });
const terms = record({
  title: text,
  regime: text,
  due: record({ calendarDays: maybe(number), dayOfNextMonth: maybe(number) }),
  unless: maybe(list(text)),
});
export const decisionTable = record({ rows: list(row), deadlines: entries(terms) });
export const tableVersion = record({
  version: number,
  changedBy: maybe(text),
  reason: maybe(text),
  changedAt: maybe(text),
  table: decisionTable,
});
export const decision = record({ tableVersion: number, severity: number, deadlines: list(text), rows: list(text) });

export type DecisionTable = ReturnType<typeof decisionTable>;
export type TableVersion = ReturnType<typeof tableVersion>;
export type Row = ReturnType<typeof row>;
export type When = ReturnType<typeof when>;
export type Terms = ReturnType<typeof terms>;
export type Decision = ReturnType<typeof decision>;

export const COMPARISONS = {
  "one-of": "is one of",
  "none-of": "is none of",
  "at-least": "is at least",
  "less-than": "is less than",
} as const;

export const NEW_ROW: Row = { id: "", why: "", when: [{ fact: "kind", is: "one-of", values: [] }], severity: null, deadlines: [] };

/** A condition as people say it. */
export function sentence({ fact, is, values }: When): string {
  const words = (COMPARISONS as Readonly<Record<string, string>>)[is] ?? is;
  return `${fact} ${values.length === 1 && is === "one-of" ? "is" : words} ${values.join(" or ")}`;
}

/** When a duty is due, as people say it. */
export function dueSentence({ due }: Terms): string {
  if (due.calendarDays !== null) return due.calendarDays === 1 ? "a day later" : `${due.calendarDays} calendar days later`;
  return `by the end of day ${due.dayOfNextMonth ?? "?"} of the next month`;
}

/** One value a line: values have commas of their own. */
export function lines(written: string): string[] {
  return written.split("\n").map((line) => line.trim()).filter(Boolean);
}

/** Facts as they are written for a trial, `fact = value` a line. */
export function facts(written: string): Record<string, string> {
  const result: Record<string, string> = {};
  for (const line of lines(written)) {
    const at = line.indexOf("=");
    if (at > 0) result[line.slice(0, at).trim()] = line.slice(at + 1).trim();
  }
  return result;
}

/** The same table with this row at its place, or at the end. */
export function withRow(table: DecisionTable, row: Row, place: number | null): DecisionTable {
  const rows = place === null ? [...table.rows, row] : table.rows.map((one, i) => (i === place ? row : one));
  return { ...table, rows };
}

export function withoutRow(table: DecisionTable, place: number): DecisionTable {
  return { ...table, rows: table.rows.filter((_, i) => i !== place) };
}

/** What keeps a row from being put into the table. */
export function rowFault(table: DecisionTable, row: Row, place: number | null): string | null {
  if (row.id.trim() === "") return "The row needs a name.";
  if (table.rows.some((one, i) => one.id === row.id && i !== place)) return "Another row has this name.";
  if ((row.when ?? []).some((one) => one.fact.trim() === "" || one.values.length === 0)) return "Each condition needs a fact and a value.";
  if (row.severity === null && (row.deadlines ?? []).length === 0) return "The row needs a severity or a deadline: else it says nothing.";
  return null;
}
