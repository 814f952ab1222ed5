import { Link } from "react-router";
import { registeredVehicle } from "../../shared/api";
import { orDash } from "../../shared/format";
import { list } from "../../shared/json";
import { useLive } from "../../shared/live";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, PageHead, StatePill, VehicleState } from "../../shared/ui";
import { join, type JoinedVehicle } from "./join";

const registry = list(registeredVehicle);

export default function VehiclesPage() {
  const registered = useApi("/api/gateway/v1/vehicles", registry, 5);
  const { picture } = useLive();
  const vehicles = join(registered.data ?? [], picture?.vehicles ?? []);
  return (
    <>
      <PageHead title="Vehicles">
        <span className="muted">
          {vehicles.filter((one) => one.registered?.connected).length} of {vehicles.length} connected
        </span>
      </PageHead>
      <div className="panel">
        {registered.isError && <Failure fault={registered.error} retry={() => void registered.refetch()} />}
        {registered.isPending && <Loading what="vehicles" />}
        {registered.isSuccess && vehicles.length === 0 && <Empty>No vehicle is registered yet.</Empty>}
        {vehicles.length > 0 && <VehicleTable vehicles={vehicles} />}
      </div>
    </>
  );
}

function VehicleTable({ vehicles }: { vehicles: readonly JoinedVehicle[] }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Vehicle</th>
            <th scope="col">Presence</th>
            <th scope="col">Doing</th>
            <th scope="col" className="number">
              Session epoch
            </th>
            <th scope="col">Release</th>
            <th scope="col" className="number">
              Battery
            </th>
            <th scope="col">Hardware</th>
            <th scope="col">VIN</th>
            <th scope="col">Enrolled</th>
          </tr>
        </thead>
        <tbody>
          {vehicles.map(({ vehicleId, registered, live }) => (
            <tr key={vehicleId}>
              <td>
                <Link to={`/vehicles/${vehicleId}`}>{vehicleId}</Link>
              </td>
              <td>
                <StatePill state={(registered?.connected ?? live?.connected) ? "connected" : "offline"} />
              </td>
              <td>{live ? <VehicleState state={live.state} /> : "–"}</td>
              <td className="number">{registered?.sessionEpoch || live?.sessionEpoch || "–"}</td>
              <td>{orDash(live?.releaseId ?? "")}</td>
              <td className="number">{live ? `${Math.round(live.batteryPercent)} %` : "–"}</td>
              <td>{orDash(registered?.hardwareId ?? "")}</td>
              <td>
                <code>{orDash(registered?.vin ?? "")}</code>
              </td>
              <td>{registered ? (registered.enrolled ? "Yes" : "Not yet") : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
