package robotaxi.ota.fleet.adapter;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import robotaxi.contracts.Topics;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.contracts.vehicle.v1.PresenceState;
import robotaxi.contracts.vehicle.v1.VehicleRegistration;
import robotaxi.kit.events.EventConsumers;
import robotaxi.kit.events.TopicReplay;
import robotaxi.ota.fleet.Commission;
import robotaxi.ota.fleet.Fleet;

/** Keeps the fleet's picture from what gateways publish. */
@ApplicationScoped
class FleetConsumers {
    private final EventConsumers consumers;
    private final TopicReplay replay;
    private final Fleet fleet;
    private final Conditions conditions;
    private final InstantSource clock;

    /** The newest release each car told us, so that a car at 1 Hz costs no database access. One thread uses it. */
    private final Map<String, Told> told = new HashMap<>();

    private record Told(long sessionEpoch, String releaseId) {}

    @Inject
    FleetConsumers(
            EventConsumers consumers, TopicReplay replay, Fleet fleet, Conditions conditions, InstantSource clock) {
        this.consumers = consumers;
        this.replay = replay;
        this.fleet = fleet;
        this.conditions = conditions;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        consumers.subscribe(
                "ota.vehicle-registry",
                Topics.VEHICLE_REGISTRY,
                VehicleRegistration.parser(),
                (key, vehicle) -> fleet.register(
                        vehicle.getVehicleId(),
                        vehicle.getHardwareId(),
                        new Commission(
                                vehicle.getMarketId(),
                                vehicle.getCalibrationId(),
                                vehicle.getMapId(),
                                vehicle.getOperatingAreaIdsList())));
        consumers.subscribe(
                "ota.vehicle-presence",
                Topics.VEHICLE_PRESENCE,
                Presence.parser(),
                (key, presence) -> fleet.presence(
                        presence.getVehicleId(),
                        presence.getState() == PresenceState.PRESENCE_STATE_CONNECTED,
                        presence.getSessionEpoch()));
        // From now on is enough: a car repeats within a second what it runs.
        var _ = replay.follow(
                Topics.VEHICLE_TELEMETRY, clock.instant(), TelemetryBatch.parser(), (key, batch) -> telemetry(batch));
    }

    private void telemetry(TelemetryBatch batch) {
        conditions.heard(batch);
        String releaseId = batch.getSamplesCount() == 0
                ? ""
                : batch.getSamples(batch.getSamplesCount() - 1).getModel().getReleaseId();
        Told before = told.get(batch.getVehicleId());
        boolean stale = before != null && batch.getSessionEpoch() < before.sessionEpoch();
        if (releaseId.isEmpty() || stale) {
            return;
        }
        if (before == null || !before.releaseId().equals(releaseId)) {
            fleet.running(batch.getVehicleId(), releaseId, clock.instant());
        }
        told.put(batch.getVehicleId(), new Told(batch.getSessionEpoch(), releaseId));
    }
}
