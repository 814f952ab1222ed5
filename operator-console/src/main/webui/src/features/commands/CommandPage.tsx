import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { commandWithHistory, type CommandWithHistory } from "../../shared/api";
import { remark } from "../../shared/CommandTable";
import { dateTime, words } from "../../shared/format";
import { ignored, write } from "../../shared/http";
import { useApi, useHasRole } from "../../shared/queries";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { Facts, Failure, Loading, PageHead, Panel, StatePill } from "../../shared/ui";
import { isOpen } from "./filters";

export default function CommandPage() {
  const { id = "" } = useParams();
  const path = `/api/gateway/v1/commands/${encodeURIComponent(id)}`;
  const command = useApi(path, commandWithHistory, 1);
  if (command.isPending) return <Loading what="the command" />;
  return (
    <>
      {command.isError && <Failure fault={command.error} retry={() => void command.refetch()} />}
      {command.data && <CommandView of={command.data} path={path} />}
    </>
  );
}

function CommandView({ of: { command, history }, path }: { of: CommandWithHistory; path: string }) {
  const queries = useQueryClient();
  const mayCancel = useHasRole("operator");
  const [cancelling, setCancelling] = useState(false);
  return (
    <>
      <PageHead title={`${words(command.kind)} for ${command.vehicleId}`}>
        <StatePill state={command.state} />
        {mayCancel && isOpen(command) && (
          <button type="button" className="button" onClick={() => setCancelling(true)}>
            Cancel command
          </button>
        )}
      </PageHead>
      <p className="back">
        <Link to="/commands">All commands</Link>
      </p>
      <div className="stack">
        <Panel title="Command">
          <Facts
            of={[
              ["Vehicle", <Link to={`/vehicles/${command.vehicleId}`}>{command.vehicleId}</Link>],
              ["Sender", command.sender],
              ["No.", String(command.sequence)],
              ["Queued", dateTime(command.queuedAt)],
              ["Deadline", dateTime(command.notAfter)],
              ["Detail", remark(command)],
              ["Emergency", command.emergencyId === "" ? "–" : <Link to={`/emergencies/${command.emergencyId}`}>Show</Link>],
              ["Id", <code>{command.commandId}</code>],
            ]}
          />
        </Panel>
        <Panel title="History">
          <ChangeTable history={history} />
        </Panel>
      </div>
      {cancelling && (
        <ReasonDialog
          title="Cancel this command?"
          reach={`Reaches 1 vehicle (${command.vehicleId}). If it was sent, the car is asked and may say no.`}
          confirm="Cancel command"
          danger
          act={async (reason) => {
            await write(`${path}/cancellation`, { reason }, ignored);
            await queries.invalidateQueries({ queryKey: [path] });
          }}
          onClose={() => setCancelling(false)}
        />
      )}
    </>
  );
}

function ChangeTable({ history }: { history: CommandWithHistory["history"] }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">State</th>
            <th scope="col">Session</th>
            <th scope="col">Detail</th>
          </tr>
        </thead>
        <tbody>
          {history.map((change, index) => (
            <tr key={index}>
              <td>{dateTime(change.at)}</td>
              <td>
                <StatePill state={change.state} /> {!change.applied && <span className="muted">too late, changed nothing</span>}
              </td>
              <td>{change.sessionEpoch === 0 ? "–" : change.sessionEpoch}</td>
              <td>{remark(change)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
