package robotaxi.dispatch.ride;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.FleetError;
import robotaxi.dispatch.fleet.Hindrance;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.routing.Route;
import robotaxi.dispatch.task.CarTask;
import robotaxi.dispatch.task.TaskDesk;
import robotaxi.kit.problem.FleetException;

/** What operators do by hand. Decided on the market's thread like every match, so that a car never gets two rides. */
public final class OperatorDesk {
    private final RideBook book;
    private final Fleet fleet;
    private final Missions missions;
    private final RideMending mending;
    private final TaskDesk tasks;
    private final InstantSource clock;

    OperatorDesk(
            RideBook book, Fleet fleet, Missions missions, RideMending mending, TaskDesk tasks, InstantSource clock) {
        this.book = book;
        this.fleet = fleet;
        this.missions = missions;
        this.mending = mending;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * Sends this car and no other to a rider who is not aboard; the one that was on its way is called back first.
     *
     * @return refused if the rider is aboard, or the ride over
     * @throws FleetException {@code vehicle.not-available} with what keeps the car as its current state, {@code
     *     vehicle.unsuitable} if the party does not fit in, {@code ride.no-route} if no road leads it there
     */
    public Ride.Move assign(Ride ride, String vehicleId, String reason) {
        Ride.Move freed = free(ride);
        if (freed instanceof Ride.Move.Refused) {
            return freed;
        }
        Vehicle car = fleet.find(vehicleId)
                .filter(one -> one.marketId().equals(ride.marketId()))
                .orElseThrow(() -> new FleetException(FleetError.VEHICLE_UNKNOWN, vehicleId));
        Hindrance hindrance = hindrance(car);
        if (hindrance != null) {
            throw new FleetException(FleetError.NOT_AVAILABLE, vehicleId, hindrance.wireName(), null);
        }
        if (!car.takes(ride.needs().seats(), ride.needs().wheelchair())) {
            throw new FleetException(FleetError.UNSUITABLE, vehicleId);
        }
        Optional<Route> route = missions.routeOf(car, ride.meetingPlace());
        if (route.isEmpty()) {
            throw new FleetException(RideError.NO_ROUTE, vehicleId + " cannot reach the rider");
        }
        return send(ride, vehicleId, route.get(), reason);
    }

    /** Whether the ride can be without its car; changes nothing. */
    private Ride.Move free(Ride ride) {
        return switch (ride.state()) {
            case REQUESTED, REASSIGNING, TRANSFER -> new Ride.Move.Done(ride, List.of());
            case MATCHED, EN_ROUTE, ARRIVED, BOARDING -> ride.fail(clock.instant());
            default -> ride.match("", "", "", clock.instant());
        };
    }

    /** What keeps a car from being sent by hand, or null; a task of ours does not. */
    @Nullable
    Hindrance hindrance(Vehicle car) {
        if (book.rides().findByVehicle(car.vehicleId()).isPresent()) {
            return Hindrance.SERVES_A_RIDE;
        }
        if (fleet.listReserved().contains(car.vehicleId())) {
            return Hindrance.HELD;
        }
        CarTask task = tasks.of(car.vehicleId()).orElse(null);
        return car.hindrance(clock.instant(), task == null ? null : task.missionId());
    }

    private Ride.Move send(Ride ride, String vehicleId, Route route, String reason) {
        Ride waiting = ride;
        if (!ride.state().isWithoutCar()
                && mending.letGo(ride, "operator", reason) instanceof Ride.Move.Done(Ride free, var ignored)) {
            waiting = free;
        }
        Instant now = clock.instant();
        tasks.divert(vehicleId);
        Missions.Told told = missions.send(vehicleId, waiting.id(), Leg.PICKUP, route);
        return book.keep(
                waiting.match(vehicleId, told.missionId(), told.commandId(), now), waiting, "operator", reason);
    }
}
