import { Link } from "react-router";
import { vehicleRecord, type VehicleRecord } from "../../shared/api";
import { dateTime, orDash, words } from "../../shared/format";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, Panel, StatePill } from "../../shared/ui";

type Update = VehicleRecord["updates"][number];

/** What a vehicle ran and how its updates went, as an inspector asks for it. */
export function RecordPanel({ vehicleId }: { vehicleId: string }) {
  const vehicle = `/api/ota/v1/vehicles/${encodeURIComponent(vehicleId)}`;
  const path = `${vehicle}/record`;
  const record = useApi(path, vehicleRecord, 10);
  return (
    <Panel
      title="Software record"
      side={
        <>
          <a href={`${vehicle}/export.jsonl`}>Export as JSON</a> <a href={`${vehicle}/export.csv`}>as CSV</a>
        </>
      }
    >
      {record.isError && <Failure fault={record.error} retry={() => void record.refetch()} />}
      {record.isPending && <Loading what="the software record" />}
      {record.data && (
        <>
          <Runs record={record.data} />
          {record.data.updates.length === 0 ? (
            <Empty>No update was ever meant for this vehicle.</Empty>
          ) : (
            <UpdateTable updates={record.data.updates} />
          )}
        </>
      )}
    </Panel>
  );
}

function Runs({ record }: { record: VehicleRecord }) {
  const now = record.runs.at(-1);
  if (!now) return <Empty>The vehicle has not said yet what it runs.</Empty>;
  return (
    <p className="notes">
      Runs <strong>{now.releaseId}</strong> since {dateTime(now.since)}
      {record.runs.length > 1 && `, before that ${record.runs.slice(-4, -1).map((run) => run.releaseId).reverse().join(", ")}`}.
    </p>
  );
}

function UpdateTable({ updates }: { updates: readonly Update[] }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Release</th>
            <th scope="col">RXSWIN</th>
            <th scope="col">Came to</th>
            <th scope="col">Replaced</th>
            <th scope="col">Started by</th>
            <th scope="col">Approved by</th>
            <th scope="col">Shown before</th>
            <th scope="col">Steps</th>
          </tr>
        </thead>
        <tbody>
          {updates.map((update) => (
            <tr key={update.rolloutId}>
              <td>
                <Link to={`/releases/rollouts/${update.rolloutId}`}>{update.releaseId}</Link>
              </td>
              <td>{orDash(update.rxswin.join(", "))}</td>
              <td>
                <StatePill state={update.steps.at(-1)?.state ?? "eligible"} />
              </td>
              <td>{orDash(update.replaced ?? "")}</td>
              <td>{update.startedBy}</td>
              <td>{orDash(update.approvedBy.join(", "))}</td>
              <td>{orDash(update.evidence.map((one) => `${one.kind} ${one.passed ? "passed" : "failed"}`).join(", "))}</td>
              <td>
                <details>
                  <summary>{update.steps.length}</summary>
                  <ol>
                    {update.steps.map((step, index) => (
                      <li key={index}>
                        {dateTime(step.at)} {words(step.state)}
                        {step.code !== "" && ` (${[step.code, step.detail].filter((part) => part !== "").join(": ")})`}
                      </li>
                    ))}
                  </ol>
                </details>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
