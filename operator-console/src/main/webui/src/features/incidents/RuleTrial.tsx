import { useState } from "react";
import { write } from "../../shared/http";
import { Failure, Panel } from "../../shared/ui";
import { decision, facts, type Decision, type DecisionTable } from "./rules";

const FIRST = "kind = collision\nState = CA";

/** What the draft would say of an incident, beside what the table in force says; nothing changes. */
export function RuleTrial({ path, draft }: { path: string; draft: DecisionTable }) {
  const [written, setWritten] = useState(FIRST);
  const [said, setSaid] = useState<{ now: Decision; then: Decision } | null>(null);
  const [fault, setFault] = useState<unknown>(null);

  async function ask(): Promise<void> {
    setFault(null);
    try {
      const told = facts(written);
      const [now, then] = await Promise.all([
        write(`${path}/try`, { facts: told }, decision),
        write(`${path}/try`, { facts: told, table: draft }, decision),
      ]);
      setSaid({ now, then });
    } catch (refused) {
      setSaid(null);
      setFault(refused);
    }
  }

  return (
    <Panel title="Try it">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <label htmlFor="facts">Facts, one a line</label>
        <textarea id="facts" rows={4} value={written} onChange={(event) => setWritten(event.target.value)} />
        <button type="submit" className="button">
          What would it say?
        </button>
      </form>
      {fault !== null && <Failure fault={fault} />}
      {said && (
        <table>
          <thead>
            <tr>
              <th scope="col">Table</th>
              <th scope="col">Severity</th>
              <th scope="col">Deadlines</th>
              <th scope="col">Rows that hold</th>
            </tr>
          </thead>
          <tbody>
            <Said name="In force" decision={said.now} />
            <Said name="Draft" decision={said.then} />
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Said({ name, decision: one }: { name: string; decision: Decision }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>S{one.severity}</td>
      <td>{one.deadlines.join(", ") || "None"}</td>
      <td>{one.rows.join(", ") || "None"}</td>
    </tr>
  );
}
