package robotaxi.ota.shadow.adapter;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import robotaxi.contracts.Topics;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.kit.events.EventConsumers;

/** Subscribes to what cars tell of their shadows. */
@ApplicationScoped
class ShadowConsumers {
    private final EventConsumers consumers;
    private final ShadowEventHandler handler;

    @Inject
    ShadowConsumers(EventConsumers consumers, ShadowEventHandler handler) {
        this.consumers = consumers;
        this.handler = handler;
    }

    void start(@Observes StartupEvent event) {
        consumers.subscribe(
                "ota.shadows", Topics.VEHICLE_EVENTS, VehicleEvent.parser(), (key, told) -> handler.vehicleEvent(told));
    }
}
