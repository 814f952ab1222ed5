package robotaxi.dispatch.market.adapter;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.CommandStatus;
import robotaxi.contracts.vehicle.v1.MissionChanged;
import robotaxi.contracts.vehicle.v1.PassengerAct;
import robotaxi.contracts.vehicle.v1.PassengerChanged;
import robotaxi.contracts.vehicle.v1.Reservation;
import robotaxi.contracts.vehicle.v1.VehicleEvent;
import robotaxi.dispatch.fleet.adapter.FleetPicture;
import robotaxi.dispatch.fleet.adapter.Holds;
import robotaxi.dispatch.ride.RideDesk;
import robotaxi.kit.events.EventConsumers;
import robotaxi.kit.events.HandledEvents;

/** What cars report and other services ask, brought to the market's thread. */
@ApplicationScoped
class VehicleFacts {
    private static final Logger LOG = Logger.getLogger(VehicleFacts.class);

    private final EventConsumers consumers;
    private final HandledEvents handled;
    private final MarketOwner market;
    private final FleetPicture fleet;
    private final Holds holds;

    @Inject
    VehicleFacts(EventConsumers consumers, HandledEvents handled, MarketOwner market, FleetPicture fleet, Holds holds) {
        this.consumers = consumers;
        this.handled = handled;
        this.market = market;
        this.fleet = fleet;
        this.holds = holds;
    }

    void onStart(@Observes StartupEvent event) {
        fleet.rebuild().thenRun(() -> {
            LOG.info("The fleet's picture is rebuilt");
            market.begin();
            consumers.subscribe(
                    "dispatch.vehicle-events", Topics.VEHICLE_EVENTS, VehicleEvent.parser(), this::vehicleEvent);
            consumers.subscribe(
                    "dispatch.command-status",
                    Topics.VEHICLE_COMMAND_STATUS,
                    CommandStatus.parser(),
                    this::commandStatus);
            consumers.subscribe(
                    "dispatch.reservations", Topics.VEHICLE_RESERVATIONS, Reservation.parser(), this::reservation);
        });
    }

    private void once(String consumer, String eventId, java.util.function.Consumer<RideDesk> work) {
        market.decide(desk -> {
            if (handled.firstTime(consumer, eventId)) {
                work.accept(desk);
            }
            return true;
        });
    }

    private void vehicleEvent(String vehicleId, VehicleEvent event) {
        once("vehicle-events", event.getEventId(), desk -> {
            switch (event.getEventCase()) {
                case MISSION -> mission(desk, vehicleId, event.getMission());
                case PASSENGER -> passenger(desk, vehicleId, event.getPassenger());
                case UPDATE, EVENT_NOT_SET -> {}
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

    private void commandStatus(String vehicleId, CommandStatus status) {
        if (!"dispatch".equals(status.getSender())) {
            return;
        }
        switch (status.getState()) {
            case COMMAND_STATE_FAILED, COMMAND_STATE_REJECTED, COMMAND_STATE_EXPIRED, COMMAND_STATE_CANCELLED ->
                once("command-status", status.getEventId(), desk -> {
                    LOG.infof("A command ended badly: %s %s", status.getState(), status.getCode());
                    desk.commandFailed(vehicleId, status.getCommandId());
                });
            default -> {}
        }
    }

    private void reservation(String vehicleId, Reservation reservation) {
        switch (reservation.getActCase()) {
            case REQUEST ->
                once("reservations", reservation.getEventId(), desk -> holds.answer(vehicleId, reservation));
            case RELEASE ->
                once("reservations", reservation.getEventId(), desk -> holds.release(vehicleId, reservation));
            case ANSWER, ACT_NOT_SET -> {}
        }
    }
}
