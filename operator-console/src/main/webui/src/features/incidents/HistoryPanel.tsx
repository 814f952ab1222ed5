import { useQueryClient } from "@tanstack/react-query";
import { incidentNote } from "../../shared/api";
import { dateTime, words } from "../../shared/format";
import { ignored, write } from "../../shared/http";
import { list } from "../../shared/json";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, Panel } from "../../shared/ui";
import { ActForm } from "./ActForm";

const notes = list(incidentNote);

/** Everything that was done and said about an incident, and a place to say more. */
export function HistoryPanel({ path }: { path: string }) {
  const history = useApi(`${path}/history`, notes, 5);
  const queries = useQueryClient();
  return (
    <Panel title="History">
      {history.isError && <Failure fault={history.error} retry={() => void history.refetch()} />}
      {history.isPending && <Loading what="the history" />}
      {history.data?.length === 0 && <Empty>Nobody has done or said anything yet.</Empty>}
      {history.data && history.data.length > 0 && (
        <ol className="timeline">
          {history.data.map((note, index) => (
            <li key={index}>
              <strong>{words(note.what)}</strong> {note.text}
              <small className="muted">
                {" "}
                {note.by}, {dateTime(note.at)}
              </small>
            </li>
          ))}
        </ol>
      )}
      <ActForm
        key={history.data?.length ?? 0}
        label="Comment"
        confirm="Say"
        act={async (said) => {
          await write(`${path}/comment`, { text: said }, ignored);
          await queries.invalidateQueries({ queryKey: [`${path}/history`] });
        }}
      />
    </Panel>
  );
}
