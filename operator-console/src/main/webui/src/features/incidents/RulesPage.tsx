import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { dateTime } from "../../shared/format";
import { write } from "../../shared/http";
import { list } from "../../shared/json";
import { useApi, useHasRole } from "../../shared/queries";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Empty, Failure, Loading, PageHead, Panel, Severity } from "../../shared/ui";
import { RuleEditor } from "./RuleEditor";
import { RuleTrial } from "./RuleTrial";
import { dueSentence, NEW_ROW, sentence, tableVersion, withoutRow, withRow, type DecisionTable, type TableVersion } from "./rules";

const PATH = "/api/incident/v1/decision-table";
const versions = list(tableVersion);

/** How grave an incident is and who must be told: read by everybody, changed by a safety officer for a reason. */
export default function RulesPage() {
  const current = useApi(PATH, tableVersion, false);
  if (current.isError) return <Failure fault={current.error} retry={() => void current.refetch()} />;
  if (current.isPending) return <Loading what="the decision table" />;
  return <Rules key={current.data.version} current={current.data} />;
}

function Rules({ current }: { current: TableVersion }) {
  const queries = useQueryClient();
  const maySay = useHasRole("safety");
  const [draft, setDraft] = useState<DecisionTable>(current.table);
  const [edited, setEdited] = useState<number | "new" | null>(null);
  const [asking, setAsking] = useState(false);
  const isChanged = draft !== current.table;
  const place = edited === "new" ? null : edited;

  async function putInForce(reason: string): Promise<void> {
    await write(PATH, { table: draft, reason }, tableVersion, { method: "PUT", ifMatch: `"${current.version}"` });
    await queries.invalidateQueries({ queryKey: [PATH] });
    await queries.invalidateQueries({ queryKey: [`${PATH}/versions`] });
  }

  return (
    <>
      <PageHead title="Decision table">
        {maySay && (
          <div className="acts">
            <button type="button" className="button" onClick={() => setEdited("new")}>
              Add a row
            </button>
            <button type="button" className="button" disabled={!isChanged} onClick={() => setDraft(current.table)}>
              Drop the draft
            </button>
            <button type="button" className="button button-primary" disabled={!isChanged} onClick={() => setAsking(true)}>
              Put in force
            </button>
          </div>
        )}
      </PageHead>
      <div className="stack">
        <p className="back">
          <Link to="/deadlines">Deadlines</Link>
        </p>
        <Panel title={isChanged ? `Draft, on version ${current.version}` : `Version ${current.version}`}>
          <p className="notes">
            The gravest severity of all rows that hold counts, until a person has looked. What is not known is not so.
          </p>
          {edited !== null && (
            <RuleEditor
              key={String(edited)}
              table={draft}
              row={place === null ? NEW_ROW : (draft.rows[place] ?? NEW_ROW)}
              place={place}
              onClose={() => setEdited(null)}
              onTake={(row) => {
                setDraft(withRow(draft, row, place));
                setEdited(null);
              }}
            />
          )}
          <RowTable table={draft} onEdit={maySay ? setEdited : null} onRemove={(at) => setDraft(withoutRow(draft, at))} />
        </Panel>
        <Panel title="Deadlines it can begin">
          <ul>
            {Object.entries(draft.deadlines).map(([name, terms]) => (
              <li key={name}>
                <strong>{terms.title}</strong> <span className="muted">{name}</span>: {dueSentence(terms)}
                {(terms.unless ?? []).length > 0 && `, unless ${(terms.unless ?? []).join(" or ")}`}
              </li>
            ))}
          </ul>
        </Panel>
        <RuleTrial path={PATH} draft={draft} />
        <History />
      </div>
      {asking && (
        <ReasonDialog
          title="Put this table in force?"
          reach="It counts for what happens, and is answered, from then on. Deadlines that run go on."
          confirm="Put in force"
          act={putInForce}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function RowTable({ table, onEdit, onRemove }: { table: DecisionTable; onEdit: ((place: number) => void) | null; onRemove: (place: number) => void }) {
  if (table.rows.length === 0) return <Empty>No row: every incident has the lowest severity, and nobody must be told.</Empty>;
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">When</th>
            <th scope="col">Severity</th>
            <th scope="col">Deadlines</th>
            {onEdit && <th scope="col">Act</th>}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={row.id}>
              <th scope="row">
                {row.id}
                <small className="muted">
                  <br />
                  {row.why}
                </small>
              </th>
              <td>{(row.when ?? []).length === 0 ? "Always" : (row.when ?? []).map(sentence).join(", and ")}</td>
              <td>{row.severity === null ? "–" : <Severity level={row.severity} />}</td>
              <td>{(row.deadlines ?? []).join(", ") || "–"}</td>
              {onEdit && (
                <td>
                  <button type="button" className="button button-quiet" onClick={() => onEdit(i)}>
                    Edit {row.id}
                  </button>
                  <button type="button" className="button button-quiet" onClick={() => onRemove(i)}>
                    Remove {row.id}
                  </button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function History() {
  const found = useApi(`${PATH}/versions`, versions, false);
  return (
    <Panel title="Versions">
      {found.isError && <Failure fault={found.error} retry={() => void found.refetch()} />}
      {found.data?.length === 0 && <Empty>The table is the one that was shipped.</Empty>}
      {found.data && found.data.length > 0 && (
        <ol className="sentences">
          {found.data.map((one) => (
            <li key={one.version}>
              <span>
                Version {one.version}, {one.changedBy ?? "–"}, {one.changedAt === null ? "–" : dateTime(one.changedAt)}: {one.reason}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
