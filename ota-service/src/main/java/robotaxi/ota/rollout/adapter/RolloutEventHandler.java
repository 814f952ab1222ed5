package robotaxi.ota.rollout.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.command.v1.CommandStatus;
import robotaxi.contracts.vehicle.v1.Reservation;
import robotaxi.contracts.vehicle.v1.ReservationAnswer;
import robotaxi.contracts.vehicle.v1.UpdateChanged;
import robotaxi.contracts.vehicle.v1.UpdateState;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.events.HandledEvents;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.rollout.FollowVehicles;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.VehicleState;

/** One event, one transaction, once. */
@ApplicationScoped
class RolloutEventHandler {
    private static final Logger LOG = Logger.getLogger(RolloutEventHandler.class);
    private static final String CONSUMER = "ota.rollout";
    private static final Pattern REFUSALS = Pattern.compile("(tuf|director|uptane)\\.|ota\\.too-slow");

    private final FollowVehicles vehicles;
    private final Fleet fleet;
    private final HandledEvents handled;
    private final Audit audit;
    private final InstantSource clock;

    @Inject
    RolloutEventHandler(FollowVehicles vehicles, Fleet fleet, HandledEvents handled, Audit audit, InstantSource clock) {
        this.vehicles = vehicles;
        this.fleet = fleet;
        this.handled = handled;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    void vehicleEvent(VehicleEvent event) {
        if (!event.hasUpdate() || !handled.firstTime(CONSUMER, event.getEventId())) {
            return;
        }
        UpdateChanged update = event.getUpdate();
        if (!update.getRunningReleaseId().isEmpty()) {
            fleet.running(event.getVehicleId(), update.getRunningReleaseId(), clock.instant());
        }
        if (isRefusal(update)) {
            audit.record(
                    event.getVehicleId(),
                    "vehicle.update-refused",
                    update.getReleaseId().isEmpty() ? event.getVehicleId() : update.getReleaseId(),
                    update.getCode() + ": " + update.getDetail());
        }
        if (update.getState() == UpdateState.UPDATE_STATE_WITHDRAWN) {
            audit.record(event.getVehicleId(), "vehicle.update-withdrawn", update.getReleaseId(), update.getDetail());
        }
        if (update.getRolloutId().isEmpty()) {
            return; // refused before it knew of any rollout
        }
        boolean fits = state(update.getState())
                .map(state -> vehicles.report(
                        new RolloutId(update.getRolloutId()),
                        event.getVehicleId(),
                        update.getReleaseId(),
                        state,
                        update.getCode(),
                        update.getDetail()))
                .orElse(false);
        if (!fits) {
            LOG.warnf(
                    "An update report fits no step, vehicleId=%s rolloutId=%s state=%s eventId=%s",
                    event.getVehicleId(), update.getRolloutId(), update.getState(), event.getEventId());
        }
    }

    /** What a car did not believe: somebody may be lying to it. */
    private static boolean isRefusal(UpdateChanged update) {
        return update.getState() == UpdateState.UPDATE_STATE_FAILED
                && REFUSALS.matcher(update.getCode()).lookingAt();
    }

    @Transactional
    void reservation(Reservation reservation) {
        if (!reservation.hasAnswer() || !handled.firstTime(CONSUMER, reservation.getEventId())) {
            return;
        }
        ReservationAnswer answer = reservation.getAnswer();
        vehicles.answered(
                reservation.getVehicleId(),
                reservation.getReservationId(),
                answer.getGranted(),
                answer.getFence(),
                ProtoTime.of(answer.getHeldUntil()));
    }

    @Transactional
    void commandStatus(CommandStatus status) {
        boolean badEnd = switch (status.getState()) {
            case COMMAND_STATE_FAILED,
                    COMMAND_STATE_REJECTED,
                    COMMAND_STATE_EXPIRED,
                    COMMAND_STATE_CANCELLED,
                    COMMAND_STATE_SUPERSEDED -> true;
            default -> false;
        };
        if (badEnd && "ota".equals(status.getSender()) && handled.firstTime(CONSUMER, status.getEventId())) {
            vehicles.orderFailed(status.getCommandId(), status.getVehicleId(), status.getCode(), status.getDetail());
        }
    }

    private static Optional<VehicleState> state(UpdateState state) {
        return switch (state) {
            case UPDATE_STATE_OFFERED -> Optional.of(VehicleState.OFFERED);
            case UPDATE_STATE_DOWNLOADING -> Optional.of(VehicleState.DOWNLOADING);
            case UPDATE_STATE_STAGED -> Optional.of(VehicleState.STAGED);
            case UPDATE_STATE_WAITING_FOR_SAFE_MOMENT -> Optional.of(VehicleState.WAITING_FOR_SAFE_MOMENT);
            case UPDATE_STATE_ACTIVATING -> Optional.of(VehicleState.ACTIVATING);
            case UPDATE_STATE_TRIAL -> Optional.of(VehicleState.TRIAL);
            case UPDATE_STATE_COMMITTED -> Optional.of(VehicleState.COMMITTED);
            case UPDATE_STATE_ROLLED_BACK -> Optional.of(VehicleState.ROLLED_BACK);
            case UPDATE_STATE_FAILED -> Optional.of(VehicleState.FAILED);
            case UPDATE_STATE_WITHDRAWN -> Optional.of(VehicleState.CANCELLED);
            case UPDATE_STATE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }
}
