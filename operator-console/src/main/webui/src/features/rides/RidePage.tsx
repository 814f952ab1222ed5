import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { ride as rideReader, receipt as receiptReader, type Ride } from "../../shared/api";
import { coordinates, dateTime, distance, kilometresPerHour, money, span } from "../../shared/format";
import { useNow } from "../../shared/now";
import { useApi, useHasRole } from "../../shared/queries";
import { Guarantee, RideState } from "../../shared/ride-state";
import { Facts, Failure, Loading, PageHead, Panel } from "../../shared/ui";
import { RideActs } from "./RideActs";
import { RideMap } from "./RideMap";
import { totalSeconds } from "./ride-times";
import { RideTimeline } from "./RideTimeline";
import { WhyPanel } from "./WhyPanel";

export default function RidePage() {
  const { id = "" } = useParams();
  const path = `/api/dispatch/v1/rides/${encodeURIComponent(id)}`;
  const ride = useApi(path, rideReader, 2);
  if (ride.isError) return <Failure fault={ride.error} retry={() => void ride.refetch()} />;
  if (ride.isPending) return <Loading what="the ride" />;
  return <RideView ride={ride.data} path={path} />;
}

function RideView({ ride, path }: { ride: Ride; path: string }) {
  const now = useNow();
  const seesReasons = useHasRole("operator", "safety", "auditor");
  return (
    <>
      <PageHead title={`Ride ${ride.rideId}`}>
        <RideState state={ride.state} />
        <RideActs ride={ride} path={path} />
      </PageHead>
      <p className="back">
        <Link to="/rides">All rides</Link>
      </p>
      <div className="columns">
        <div className="stack">
          <RideMap ride={ride} />
          <Panel title="Ride">
            <Facts
              of={[
                ["Price", money(ride.priceMinor, ride.currency)],
                ...appointment(ride),
                ["In all", span(totalSeconds(ride, now))],
                ["Rider seated", ride.boarded ? "Yes" : "No"],
                ["Rider", ride.riderId],
                ["Market", ride.marketId],
                ["Pick-up", coordinates(ride.pickup.latitude, ride.pickup.longitude)],
                ["Drop-off", coordinates(ride.dropoff.latitude, ride.dropoff.longitude)],
              ]}
            />
          </Panel>
          {ride.vehicle && (
            <Panel title="Vehicle">
              <blockquote className="reasoning">{ride.vehicle.reasoning || "The model has not said anything yet."}</blockquote>
              <Facts
                of={[
                  ["Vehicle", <Link to={`/vehicles/${ride.vehicle.vehicleId}`}>{ride.vehicle.vehicleId}</Link>],
                  ["Speed", kilometresPerHour(ride.vehicle.speedMetresPerSecond)],
                  ["To go", distance(ride.vehicle.remainingMetres)],
                  ["Arrives in", span(ride.vehicle.etaSeconds)],
                ]}
              />
            </Panel>
          )}
          {seesReasons && <WhyPanel path={path} />}
        </div>
        {ride.state === "completed" ? <Paid ride={ride} path={path} /> : <RideTimeline ride={ride} pickedUpAt={null} />}
      </div>
    </>
  );
}

/** When the rider of a ride for later is to be met, and how sure that is. */
function appointment(ride: Ride): [string, ReactNode][] {
  if (ride.pickupAt === null) return [];
  return [["To be met", <>{dateTime(ride.pickupAt)} {ride.guarantee !== null && <Guarantee is={ride.guarantee} />}</>]];
}

function Paid({ ride, path }: { ride: Ride; path: string }) {
  const receipt = useApi(`${path}/receipt`, receiptReader, false);
  return (
    <div className="stack">
      <RideTimeline ride={ride} pickedUpAt={receipt.data?.pickedUpAt ?? null} />
      <Panel title="Receipt">
        {receipt.isError && <Failure fault={receipt.error} />}
        {receipt.data && (
          <Facts
            of={[
              ["Base", money(receipt.data.baseMinor, receipt.data.currency)],
              ["Distance", `${money(receipt.data.distanceMinor, receipt.data.currency)} for ${distance(receipt.data.distanceMetres)}`],
              ["Time", money(receipt.data.timeMinor, receipt.data.currency)],
              ["Up to least fare", money(receipt.data.toLeastMinor, receipt.data.currency)],
              ["Total", money(receipt.data.totalMinor, receipt.data.currency)],
            ]}
          />
        )}
      </Panel>
    </div>
  );
}
