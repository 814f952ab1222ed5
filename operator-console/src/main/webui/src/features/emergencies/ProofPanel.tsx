import { useQueries } from "@tanstack/react-query";
import { Link } from "react-router";
import { proof } from "../../shared/api";
import { remark } from "../../shared/CommandTable";
import { dateTime } from "../../shared/format";
import { read } from "../../shared/http";
import { list } from "../../shared/json";
import { Empty, Failure, Panel, StatePill } from "../../shared/ui";
import { UNANSWERED } from "./reach";

const proofs = list(proof);
const MOST_SHOWN = 200;

/** Who has not answered, of each state the first in the order of their ids. */
export function ProofPanel({ path, of, title, count }: { path: string; of: "order" | "end"; title: string; count: number }) {
  const parts = useQueries({
    queries: UNANSWERED.map((state) => {
      const asked = `${path}/proofs?of=${of}&state=${state}&limit=${MOST_SHOWN}`;
      return { queryKey: [asked], queryFn: ({ signal }: { signal: AbortSignal }) => read(asked, proofs, signal), refetchInterval: 2_000 };
    }),
  });
  const fault = parts.find((part) => part.isError)?.error;
  const cars = parts.flatMap((part) => part.data ?? []).slice(0, MOST_SHOWN);
  return (
    <Panel title={title} side={<span className="muted tabular">{count}</span>}>
      {fault && <Failure fault={fault} />}
      {count === 0 && <Empty>Every vehicle has answered.</Empty>}
      {count > 0 && cars.length > 0 && (
        <div className="table-box">
          <table>
            <thead>
              <tr>
                <th scope="col">Vehicle</th>
                <th scope="col">State</th>
                <th scope="col">Sent</th>
                <th scope="col">Changed</th>
                <th scope="col">Detail</th>
              </tr>
            </thead>
            <tbody>
              {cars.map((car) => (
                <tr key={car.commandId}>
                  <td>
                    <Link to={`/vehicles/${car.vehicleId}`}>{car.vehicleId}</Link>
                  </td>
                  <td>
                    <StatePill state={car.state} />
                  </td>
                  <td>{car.sentAt ? dateTime(car.sentAt) : "–"}</td>
                  <td>{dateTime(car.changedAt)}</td>
                  <td>{remark(car)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
