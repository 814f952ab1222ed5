import { Link, useParams } from "react-router";
import { command, registeredVehicle, type Command } from "../../shared/api";
import { coordinates, dateTime, kilometresPerHour, orDash, shortId, words } from "../../shared/format";
import { list } from "../../shared/json";
import { useLive } from "../../shared/live";
import { useApi } from "../../shared/queries";
import { Empty, Facts, Failure, Loading, PageHead, Panel, StatePill, VehicleState } from "../../shared/ui";

const registry = list(registeredVehicle);
const ledger = list(command);

export default function VehiclePage() {
  const { id = "" } = useParams();
  const registered = useApi("/api/gateway/v1/vehicles", registry, 5);
  const commands = useApi(`/api/gateway/v1/commands?vehicleId=${encodeURIComponent(id)}&limit=100`, ledger, 3);
  const car = useLive().picture?.vehicles?.find((one) => one.vehicleId === id) ?? null;
  const entry = registered.data?.find((one) => one.vehicleId === id) ?? null;
  return (
    <>
      <PageHead title={id}>
        {car && <VehicleState state={car.state} />}
        <Link className="button" to={`/city?vehicle=${encodeURIComponent(id)}`}>
          Show on map
        </Link>
      </PageHead>
      <div className="stack">
        <Panel title="Now">
          {car === null ? (
            <Empty>Dispatch has not heard from this vehicle.</Empty>
          ) : (
            <>
              <blockquote className="reasoning">{car.reasoning || "The model has not said anything yet."}</blockquote>
              <Facts
                of={[
                  ["Mode", words(car.mode)],
                  ["Speed", kilometresPerHour(car.speedMetresPerSecond)],
                  ["Battery", `${Math.round(car.batteryPercent)} %`],
                  ["Release", orDash(car.releaseId)],
                  ["Model", `${car.modelHz.toFixed(1)} Hz on ${orDash(car.modelProvider)}`],
                  ["Missed ticks", String(car.missedTicks)],
                  ["Place", car.position ? coordinates(car.position.latitude, car.position.longitude) : "–"],
                  ["Ride", car.rideId ? <Link to={`/rides/${car.rideId}`}>{shortId(car.rideId)}</Link> : "–"],
                  ["Heard", dateTime(car.seenAt)],
                ]}
              />
            </>
          )}
        </Panel>
        <Panel title="Registration">
          {registered.isError && <Failure fault={registered.error} />}
          {registered.isPending && <Loading what="registration" />}
          {registered.isSuccess && entry === null && <Empty>The register does not know this vehicle.</Empty>}
          {entry && (
            <Facts
              of={[
                ["VIN", entry.vin],
                ["Hardware", entry.hardwareId],
                ["Market", entry.marketId],
                ["Seats", String(entry.seats)],
                ["Wheelchair", entry.wheelchairAccessible ? "Yes" : "No"],
                ["Calibration", orDash(entry.calibrationId)],
                ["Registered", dateTime(entry.registeredAt)],
                ["Certificate", entry.enrolled ? "Issued" : "Not yet"],
                ["Link", entry.connected ? `Connected, epoch ${entry.sessionEpoch}` : "Not connected"],
              ]}
            />
          )}
        </Panel>
        <Panel title="Commands">
          {commands.isError && <Failure fault={commands.error} retry={() => void commands.refetch()} />}
          {commands.isPending && <Loading what="commands" />}
          {commands.data?.length === 0 && <Empty>No command was ever sent to this vehicle.</Empty>}
          {commands.data && commands.data.length > 0 && <CommandTable commands={commands.data} />}
        </Panel>
      </div>
    </>
  );
}

function CommandTable({ commands }: { commands: readonly Command[] }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col" className="number">
              No.
            </th>
            <th scope="col">Command</th>
            <th scope="col">State</th>
            <th scope="col">Sender</th>
            <th scope="col">Queued</th>
            <th scope="col">Changed</th>
            <th scope="col">Deadline</th>
            <th scope="col">Detail</th>
          </tr>
        </thead>
        <tbody>
          {commands.map((one) => (
            <tr key={one.commandId}>
              <td className="number">{one.sequence}</td>
              <td title={one.commandId}>{words(one.kind.replaceAll("_", "-").toLowerCase())}</td>
              <td>
                <StatePill state={one.state} />
              </td>
              <td>{one.sender}</td>
              <td>{dateTime(one.queuedAt)}</td>
              <td>{dateTime(one.changedAt)}</td>
              <td>{dateTime(one.notAfter)}</td>
              <td>{[one.code, one.detail].filter((part) => part !== "").join(": ") || "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
