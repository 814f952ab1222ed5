package robotaxi.incident.assistance.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jboss.logging.Logger;
import robotaxi.contracts.Topics;
import robotaxi.contracts.assistance.v1.AssistReport;
import robotaxi.contracts.command.v1.CommandStatus;
import robotaxi.incident.assistance.HearCars;
import robotaxi.incident.assistance.Stamp;
import robotaxi.kit.events.EventConsumers;

/** What cars and the command ledger say, one transaction each. The instances share the cars among them. */
@ApplicationScoped
class AssistConsumers {
    private static final Logger LOG = Logger.getLogger(AssistConsumers.class);

    /** Members of the group in this instance: a question must not wait behind the pictures of all others, each with a commit of its own. */
    private static final int TOGETHER = 4;

    private final EventConsumers consumers;
    private final HearCars hear;
    private final InstantSource clock;

    @Inject
    AssistConsumers(EventConsumers consumers, HearCars hear, InstantSource clock) {
        this.consumers = consumers;
        this.hear = hear;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        for (int i = 0; i < TOGETHER; i++) {
            consumers.subscribe(
                    "incident.vehicle-assistance",
                    Topics.VEHICLE_ASSISTANCE,
                    AssistReport.parser(),
                    (key, report) -> handle(report));
        }
        consumers.subscribe(
                "incident.assistance-command-status",
                Topics.VEHICLE_COMMAND_STATUS,
                CommandStatus.parser(),
                (key, status) -> handle(status));
    }

    private void handle(AssistReport report) {
        if (report.getRequestId().isBlank()) {
            LOG.warnf("A report without a question is left out, vehicleId=%s", report.getVehicleId());
            return;
        }
        QuarkusTransaction.requiringNew().run(() -> tell(report));
    }

    private void tell(AssistReport report) {
        Instant now = clock.instant();
        Stamp stamp = ReportWire.stamp(report);
        String car = report.getVehicleId();
        String id = ReportWire.text(report.getRequestId());
        switch (report.getContentCase()) {
            case REQUEST ->
                hear.question(
                        ReportWire.asked(report, now),
                        ReportWire.scene(report.getRequest().getScene(), now),
                        stamp);
            case SCENE -> hear.scene(car, id, ReportWire.scene(report.getScene(), now), stamp);
            case VERDICT -> hear.verdict(car, id, ReportWire.verdict(report.getVerdict()), stamp);
            case CLOSED ->
                hear.closed(
                        car,
                        id,
                        report.getClosed()
                                .getEnd()
                                .name()
                                .replace("ASSIST_END_", "")
                                .toLowerCase(Locale.ROOT),
                        ReportWire.text(report.getClosed().getDetail()),
                        stamp);
            case CONTENT_NOT_SET -> LOG.warnf("A report that says nothing known is left out, vehicleId=%s", car);
        }
    }

    private void handle(CommandStatus status) {
        if (!status.getSender().equals("incident")) {
            return;
        }
        switch (status.getState()) {
            case COMMAND_STATE_REJECTED,
                    COMMAND_STATE_FAILED,
                    COMMAND_STATE_EXPIRED,
                    COMMAND_STATE_CANCELLED,
                    COMMAND_STATE_SUPERSEDED ->
                QuarkusTransaction.requiringNew()
                        .run(() -> hear.commandFailed(
                                status.getCommandId(),
                                ReportWire.text(status.getCode()),
                                ReportWire.text(status.getDetail())));
            default -> {
                // Under way, or a success: the car's own verdict says that.
            }
        }
    }
}
