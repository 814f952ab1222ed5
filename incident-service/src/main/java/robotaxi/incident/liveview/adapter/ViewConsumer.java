package robotaxi.incident.liveview.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.CommandStatus;
import robotaxi.incident.liveview.WatchCars;
import robotaxi.kit.events.EventConsumers;

/** What became of the orders, one transaction each. */
@ApplicationScoped
class ViewConsumer {
    private final EventConsumers consumers;
    private final WatchCars watching;

    @Inject
    ViewConsumer(EventConsumers consumers, WatchCars watching) {
        this.consumers = consumers;
        this.watching = watching;
    }

    void start(@Observes StartupEvent event) {
        consumers.subscribe(
                "incident.live-view-command-status",
                Topics.VEHICLE_COMMAND_STATUS,
                CommandStatus.parser(),
                (key, status) -> handle(status));
    }

    private void handle(CommandStatus status) {
        if (!status.getSender().equals("incident")) {
            return;
        }
        switch (status.getState()) {
            case COMMAND_STATE_SUCCEEDED ->
                QuarkusTransaction.requiringNew().run(() -> watching.taken(status.getCommandId()));
            case COMMAND_STATE_REJECTED,
                    COMMAND_STATE_FAILED,
                    COMMAND_STATE_EXPIRED,
                    COMMAND_STATE_CANCELLED,
                    COMMAND_STATE_SUPERSEDED ->
                QuarkusTransaction.requiringNew()
                        .run(() -> watching.refused(status.getCommandId(), status.getCode(), status.getDetail()));
            default -> {
                // Under way.
            }
        }
    }
}
