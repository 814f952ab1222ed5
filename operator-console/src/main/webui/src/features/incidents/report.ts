import type { ReportCell, ReportDraft } from "../../shared/api";

export type Shown = "asked" | "filled" | "all";

/** Names of groups of flags end with a star: one of them has to be set. */
function isMissing(draft: ReportDraft, cell: ReportCell): boolean {
  return draft.missing.some((name) => (name.endsWith("*") ? cell.kind === "flag" && cell.name.startsWith(name.slice(0, -1)) : name === cell.name));
}

export function rowsOf(draft: ReportDraft, shown: Shown): readonly ReportCell[] {
  switch (shown) {
    case "asked":
      return draft.cells.filter((cell) => isMissing(draft, cell));
    case "filled":
      return draft.cells.filter((cell) => cell.origin !== "open");
    case "all":
      return draft.cells;
  }
}

/** Whether a person says something else than what stands there. */
export function isChanged(draft: ReportDraft, name: string, value: string): boolean {
  return draft.cells.some((cell) => cell.name === name && cell.value !== value);
}
