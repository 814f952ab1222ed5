package robotaxi.dispatch.market.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import robotaxi.contracts.command.v1.CommandStatus;
import robotaxi.contracts.dispatch.v1.MarketInput;
import robotaxi.contracts.vehicle.v1.MissionChanged;
import robotaxi.contracts.vehicle.v1.PassengerAct;
import robotaxi.contracts.vehicle.v1.PassengerChanged;
import robotaxi.contracts.vehicle.v1.Reservation;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.dispatch.fleet.adapter.Holds;
import robotaxi.dispatch.ride.RideDesk;
import robotaxi.kit.events.HandledEvents;

/** What cars report and other services ask, told to the market's desk on its thread, each thing once. */
@ApplicationScoped
class VehicleFacts {
    private static final Logger LOG = Logger.getLogger(VehicleFacts.class);

    private final HandledEvents handled;
    private final Holds holds;

    @Inject
    VehicleFacts(HandledEvents handled, Holds holds) {
        this.handled = handled;
        this.holds = holds;
    }

    /** Inside a decision. */
    void tell(RideDesk desk, MarketInput input) {
        String vehicleId = input.getVehicleId();
        switch (input.getFactCase()) {
            case VEHICLE_EVENT -> vehicleEvent(desk, vehicleId, input.getVehicleEvent());
            case COMMAND_STATUS -> commandStatus(desk, vehicleId, input.getCommandStatus());
            case RESERVATION -> reservation(desk, vehicleId, input.getReservation());
            case FACT_NOT_SET -> {}
        }
    }

    private void once(RideDesk desk, String consumer, String eventId, Consumer<RideDesk> work) {
        if (handled.firstTime(consumer, eventId)) {
            work.accept(desk);
        }
    }

    private void vehicleEvent(RideDesk desk, String vehicleId, VehicleEvent event) {
        once(desk, "vehicle-events", event.getEventId(), told -> {
            switch (event.getEventCase()) {
                case MISSION -> mission(told, vehicleId, event.getMission());
                case PASSENGER -> passenger(told, vehicleId, event.getPassenger());
                case UPDATE, SHADOW, EVENT_NOT_SET -> {}
            }
        });
    }

    private static void mission(RideDesk desk, String vehicleId, MissionChanged change) {
        switch (change.getState()) {
            case MISSION_STATE_UNDER_WAY -> desk.missionUnderWay(vehicleId, change.getMissionId());
            case MISSION_STATE_ARRIVED -> desk.missionArrived(vehicleId, change.getMissionId());
            case MISSION_STATE_FAILED, MISSION_STATE_CANCELLED -> desk.missionEnded(vehicleId, change.getMissionId());
            case MISSION_STATE_UNSPECIFIED, UNRECOGNIZED -> {}
        }
    }

    private static void passenger(RideDesk desk, String vehicleId, PassengerChanged change) {
        if (change.getAct() == PassengerAct.PASSENGER_ACT_BOARDED) {
            desk.boarded(vehicleId, change.getRideId());
        } else if (change.getAct() == PassengerAct.PASSENGER_ACT_ALIGHTED) {
            desk.alighted(vehicleId, change.getRideId());
        }
    }

    /** Whether a command of dispatch ended otherwise than well: nothing else is of interest here. */
    static boolean isOurs(CommandStatus status) {
        return "dispatch".equals(status.getSender())
                && switch (status.getState()) {
                    case COMMAND_STATE_FAILED, COMMAND_STATE_REJECTED, COMMAND_STATE_EXPIRED, COMMAND_STATE_CANCELLED ->
                        true;
                    default -> false;
                };
    }

    private void commandStatus(RideDesk desk, String vehicleId, CommandStatus status) {
        once(desk, "command-status", status.getEventId(), told -> {
            LOG.infof("A command ended badly: %s %s", status.getState(), status.getCode());
            told.commandFailed(vehicleId, status.getCommandId());
        });
    }

    private void reservation(RideDesk desk, String vehicleId, Reservation reservation) {
        once(desk, "reservations", reservation.getEventId(), told -> {
            switch (reservation.getActCase()) {
                case REQUEST -> holds.answer(vehicleId, reservation);
                case RELEASE -> holds.release(vehicleId, reservation);
                case ANSWER, ACT_NOT_SET -> {}
            }
        });
    }
}
