import { useState } from "react";
import { COMPARISONS, lines, rowFault, type DecisionTable, type Row, type When } from "./rules";

/** One row of the table, in the editor's hands until it is taken over. */
export function RuleEditor({
  table,
  row,
  place,
  onTake,
  onClose,
}: {
  table: DecisionTable;
  row: Row;
  place: number | null;
  onTake: (row: Row) => void;
  onClose: () => void;
}) {
  const [draft, setDraft] = useState<Row>(row);
  const conditions = draft.when ?? [];
  const fault = rowFault(table, draft, place);
  const change = (some: Partial<Row>) => setDraft({ ...draft, ...some });
  const changeCondition = (at: number, some: Partial<When>) =>
    change({ when: conditions.map((one, i) => (i === at ? { ...one, ...some } : one)) });
  const duty = (name: string, on: boolean) =>
    change({ deadlines: on ? [...(draft.deadlines ?? []), name] : (draft.deadlines ?? []).filter((one) => one !== name) });

  return (
    <form
      className="form rule-editor"
      aria-label={place === null ? "New row" : `Row ${row.id}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (fault === null) onTake(draft);
      }}
    >
      <label htmlFor="rule-id">Name</label>
      <input id="rule-id" value={draft.id} onChange={(event) => change({ id: event.target.value })} />
      <label htmlFor="rule-why">Why</label>
      <input id="rule-why" value={draft.why ?? ""} onChange={(event) => change({ why: event.target.value })} />
      <fieldset>
        <legend>All of these hold</legend>
        {conditions.map((one, i) => (
          <div key={i} className="rule-condition">
            <input aria-label={`Fact ${i + 1}`} value={one.fact} onChange={(event) => changeCondition(i, { fact: event.target.value })} />
            <select aria-label={`Comparison ${i + 1}`} value={one.is} onChange={(event) => changeCondition(i, { is: event.target.value })}>
              {Object.entries(COMPARISONS).map(([name, words]) => (
                <option key={name} value={name}>
                  {words}
                </option>
              ))}
            </select>
            <textarea
              aria-label={`Values ${i + 1}, one a line`}
              rows={Math.max(1, one.values.length)}
              defaultValue={one.values.join("\n")}
              onChange={(event) => changeCondition(i, { values: lines(event.target.value) })}
            />
            <button type="button" className="button button-quiet" onClick={() => change({ when: conditions.filter((_, at) => at !== i) })}>
              Remove condition {i + 1}
            </button>
          </div>
        ))}
        <button type="button" className="button" onClick={() => change({ when: [...conditions, { fact: "", is: "one-of", values: [] }] })}>
          Add a condition
        </button>
      </fieldset>
      <label htmlFor="rule-severity">Severity</label>
      <select
        id="rule-severity"
        value={draft.severity ?? 0}
        onChange={(event) => change({ severity: Number(event.target.value) || null })}
      >
        <option value={0}>Says nothing of it</option>
        <option value={1}>S1 Critical</option>
        <option value={2}>S2 High</option>
        <option value={3}>S3 Medium</option>
        <option value={4}>S4 Low</option>
      </select>
      <fieldset>
        <legend>Deadlines that begin</legend>
        {Object.entries(table.deadlines).map(([name, terms]) => (
          <label key={name}>
            <input type="checkbox" checked={(draft.deadlines ?? []).includes(name)} onChange={(event) => duty(name, event.target.checked)} />{" "}
            {terms.title}
          </label>
        ))}
      </fieldset>
      {fault !== null && <p className="muted">{fault}</p>}
      <div className="acts">
        <button type="submit" className="button button-primary" disabled={fault !== null}>
          Take into the draft
        </button>
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}
