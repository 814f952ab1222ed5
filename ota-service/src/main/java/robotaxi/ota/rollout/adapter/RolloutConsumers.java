package robotaxi.ota.rollout.adapter;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.CommandStatus;
import robotaxi.contracts.incident.v1.IncidentEvent;
import robotaxi.contracts.vehicle.v1.Reservation;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.kit.events.EventConsumers;

/** Subscribes to what moves a rollout. */
@ApplicationScoped
class RolloutConsumers {
    private final EventConsumers consumers;
    private final RolloutEventHandler handler;
    private final IncidentEventHandler incidents;

    @Inject
    RolloutConsumers(EventConsumers consumers, RolloutEventHandler handler, IncidentEventHandler incidents) {
        this.consumers = consumers;
        this.handler = handler;
        this.incidents = incidents;
    }

    void start(@Observes StartupEvent event) {
        consumers.subscribe(
                "ota.vehicle-events",
                Topics.VEHICLE_EVENTS,
                VehicleEvent.parser(),
                (key, vehicleEvent) -> handler.vehicleEvent(vehicleEvent));
        consumers.subscribe(
                "ota.vehicle-reservations",
                Topics.VEHICLE_RESERVATIONS,
                Reservation.parser(),
                (key, reservation) -> handler.reservation(reservation));
        consumers.subscribe(
                "ota.vehicle-command-status",
                Topics.VEHICLE_COMMAND_STATUS,
                CommandStatus.parser(),
                (key, status) -> handler.commandStatus(status));
        consumers.subscribe(
                "ota.incident-events",
                Topics.INCIDENT_EVENTS,
                IncidentEvent.parser(),
                (key, incident) -> incidents.incidentEvent(incident));
    }
}
