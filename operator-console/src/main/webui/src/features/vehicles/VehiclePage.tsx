import { useState } from "react";
import { Link, useParams } from "react-router";
import { command, registeredVehicle } from "../../shared/api";
import { CommandTable } from "../../shared/CommandTable";
import { coordinates, dateTime, kilometresPerHour, orDash, shortId, words } from "../../shared/format";
import { list } from "../../shared/json";
import { useLive } from "../../shared/live";
import { useApi, useHasRole } from "../../shared/queries";
import { Empty, Facts, Failure, Loading, PageHead, Panel, VehicleState } from "../../shared/ui";
import { CertificatePanel } from "./CertificatePanel";
import { LinkPanel } from "./LinkPanel";
import { LiveViewPanel } from "./LiveViewPanel";
import { OrderDialog } from "./OrderDialog";
import { lastStop } from "./orders";
import { RecordPanel } from "./RecordPanel";
import { RevokeDialog } from "./RevokeDialog";
import { TimelinePanel } from "./TimelinePanel";

const registry = list(registeredVehicle);
const ledger = list(command);

export default function VehiclePage() {
  const { id = "" } = useParams();
  const registered = useApi("/api/gateway/v1/vehicles", registry, 5);
  const commands = useApi(`/api/gateway/v1/commands?vehicleId=${encodeURIComponent(id)}&limit=40`, ledger, 1);
  // A watched car is asked to show itself twice a minute: that must not push away what it was ordered to do.
  const orders = commands.data?.filter((one) => one.kind !== "show-view").slice(0, 10);
  const car = useLive().picture?.vehicles?.find((one) => one.vehicleId === id) ?? null;
  const entry = registered.data?.find((one) => one.vehicleId === id) ?? null;
  const isOperator = useHasRole("operator");
  const seesLink = useHasRole("operator", "safety", "auditor");
  const seesRecord = useHasRole("release-manager", "operator", "safety", "auditor");
  const [asking, setAsking] = useState<"order" | "revocation" | null>(null);
  return (
    <>
      <PageHead title={id}>
        {car && <VehicleState state={car.state} />}
        <Link className="button" to={`/city?vehicle=${encodeURIComponent(id)}`}>
          Show on map
        </Link>
        {isOperator && entry && (
          <>
            <button type="button" className="button" onClick={() => setAsking("order")}>
              Send command
            </button>
            <button type="button" className="button button-danger" onClick={() => setAsking("revocation")}>
              Revoke
            </button>
          </>
        )}
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
                  ["Operating area", orDash(car.operatingArea ?? "")],
                  ["Place", car.position ? coordinates(car.position.latitude, car.position.longitude) : "–"],
                  ["Ride", car.rideId ? <Link to={`/rides/${car.rideId}`}>{shortId(car.rideId)}</Link> : "–"],
                  ["Heard", dateTime(car.seenAt)],
                ]}
              />
            </>
          )}
        </Panel>
        {entry && <LiveViewPanel key={id} vehicleId={id} />}
        {entry && seesLink && <LinkPanel vehicleId={id} />}
        {entry && seesLink && <TimelinePanel vehicleId={id} />}
        {seesRecord && <RecordPanel vehicleId={id} />}
        <Panel
          title="Commands"
          side={<Link to={`/commands?vehicleId=${encodeURIComponent(id)}`}>All of this vehicle</Link>}
        >
          {commands.isError && <Failure fault={commands.error} retry={() => void commands.refetch()} />}
          {commands.isPending && <Loading what="commands" />}
          {commands.data?.length === 0 && <Empty>No command was ever sent to this vehicle.</Empty>}
          {commands.data && commands.data.length > 0 && orders?.length === 0 && <Empty>Lately it was only asked to show itself.</Empty>}
          {orders && orders.length > 0 && <CommandTable commands={orders} of="vehicle" />}
        </Panel>
        {entry && <CertificatePanel vehicleId={id} />}
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
                ["Map", orDash(entry.mapId)],
                ["Operating areas", orDash(entry.operatingAreaIds.join(", "))],
                ["Registered", dateTime(entry.registeredAt)],
              ]}
            />
          )}
        </Panel>
      </div>
      {asking === "order" && (
        <OrderDialog
          vehicleId={id}
          rideId={car?.rideId ?? null}
          stopId={lastStop(commands.data ?? [])}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === "revocation" && <RevokeDialog vehicleId={id} onClose={() => setAsking(null)} />}
    </>
  );
}
