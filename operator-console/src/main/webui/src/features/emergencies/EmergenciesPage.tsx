import { Link } from "react-router";
import { emergency } from "../../shared/api";
import { dateTime, words } from "../../shared/format";
import { list } from "../../shared/json";
import { useApi, useHasRole } from "../../shared/queries";
import { Empty, Failure, Loading, PageHead, Panel, StatePill } from "../../shared/ui";
import { DeclarePanel } from "./DeclarePanel";

const emergencies = list(emergency);

export default function EmergenciesPage() {
  const known = useApi("/api/gateway/v1/emergencies?limit=50", emergencies, 2);
  const mayDeclare = useHasRole("operator", "safety");
  return (
    <>
      <PageHead title="Emergencies" />
      <div className="stack">
        {mayDeclare && <DeclarePanel />}
        <Panel title="All emergencies">
          {known.isError && <Failure fault={known.error} retry={() => void known.refetch()} />}
          {known.isPending && <Loading what="emergencies" />}
          {known.data?.length === 0 && <Empty>No emergency was ever declared.</Empty>}
          {known.data && known.data.length > 0 && (
            <div className="table-box">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Emergency</th>
                    <th scope="col">State</th>
                    <th scope="col">Where</th>
                    <th scope="col">Declared</th>
                    <th scope="col">By</th>
                    <th scope="col">Reason</th>
                  </tr>
                </thead>
                <tbody>
                  {known.data.map((one) => (
                    <tr key={one.emergencyId}>
                      <td>
                        <Link to={`/emergencies/${one.emergencyId}`}>{words(one.kind)}</Link>
                      </td>
                      <td>
                        <StatePill state={one.endedAt === null ? "not-ended" : "ended"} />
                      </td>
                      <td>{one.area === null ? "Whole fleet" : "Inside an area"}</td>
                      <td>{dateTime(one.declaredAt)}</td>
                      <td>{one.declaredBy}</td>
                      <td>{one.reason}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Panel>
      </div>
    </>
  );
}
