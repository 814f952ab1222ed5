package robotaxi.dispatch.ride;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import robotaxi.dispatch.fleet.Fleet;

/** What happens when somebody fails, falls silent or does not come: by the clock, or because a car said so. */
final class RideMending {
    /** A request lapses when no car was found for so long. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** A rider who does not come, or does not start. */
    static final Duration NO_SHOW_AFTER = Duration.ofMinutes(8);

    /** A car that was told to come but shows no sign of it. */
    static final Duration SILENCE = Duration.ofSeconds(75);

    /** A car that refused is not asked again at once. */
    static final Duration REST = Duration.ofSeconds(30);

    /** A stop of the way costs nothing for so long; then the car is on hold. */
    static final Duration FREE_STOP = Duration.ofMinutes(3);

    /** A car that nobody comes back to is kept no longer. */
    static final Duration LONGEST_HOLD = Duration.ofMinutes(30);

    /** A rider whose car stands where it should not gets another one. */
    static final Duration TRANSFER_AFTER = Duration.ofMinutes(3);

    private final RideBook book;
    private final Fleet fleet;
    private final Missions missions;
    private final InstantSource clock;
    private final Map<String, Instant> resting = new HashMap<>();

    RideMending(RideBook book, Fleet fleet, Missions missions, InstantSource clock) {
        this.book = book;
        this.fleet = fleet;
        this.missions = missions;
        this.clock = clock;
    }

    /** The car is not asked for a while. */
    void rest(String vehicleId) {
        resting.put(vehicleId, clock.instant().plus(REST));
    }

    boolean isResting(String vehicleId, Instant now) {
        Instant until = resting.get(vehicleId);
        if (until != null && until.isBefore(now)) {
            resting.remove(vehicleId);
            return false;
        }
        return until != null;
    }

    /** Looks at one open ride. */
    void mend(Ride ride, Instant now) {
        Duration inState = Duration.between(ride.stateSince(), now);
        switch (ride.state()) {
            case REQUESTED -> {
                if (isOver(Duration.between(ride.waitsSince(), now), PATIENCE)) {
                    keep(ride.to(RideState.CANCELLED_NO_SUPPLY, now), ride, "no-supply");
                }
            }
            case REASSIGNING -> {
                if (isOver(inState, PATIENCE)) {
                    keep(ride.to(RideState.CANCELLED_NO_SUPPLY, now), ride, "no-supply");
                }
            }
            case MATCHED, EN_ROUTE -> {
                if (isOver(inState, SILENCE) && hasForgotten(ride, now)) {
                    letGo(ride, "clock", "vehicle-silent");
                }
            }
            case ARRIVED, BOARDING -> {
                if (isOver(inState, NO_SHOW_AFTER) && isOver(Duration.between(ride.waitsSince(), now), NO_SHOW_AFTER)) {
                    missions.release(ride, "no-show");
                    String cause = ride.state() == RideState.ARRIVED ? "no-show" : "boarding-timed-out";
                    keep(ride.to(RideState.CANCELLED_NO_SHOW, now), ride, cause);
                }
            }
            case IN_RIDE -> {
                if (isOver(inState, SILENCE) && hasForgotten(ride, now)) {
                    tellAgain(ride);
                }
            }
            case STOPPED -> {
                if (isOver(inState, FREE_STOP)) {
                    keep(ride.to(RideState.HOLD, now), ride, "free-time-over");
                }
            }
            case HOLD -> {
                if (isOver(inState, LONGEST_HOLD) && !ride.boarded()) {
                    missions.release(ride, "hold-over");
                    keep(ride.end(now), ride, "hold-over");
                }
            }
            case INTERRUPTED -> {
                if (isOver(inState, TRANSFER_AFTER) && ride.emergencyId() == null) {
                    transfer(ride, "clock", "vehicle-failed");
                }
            }
            case SCHEDULED,
                    TRANSFER,
                    COMPLETED,
                    CANCELLED_RIDER,
                    CANCELLED_OPERATOR,
                    CANCELLED_NO_SUPPLY,
                    CANCELLED_NO_SHOW -> {}
        }
    }

    private static boolean isOver(Duration span, Duration limit) {
        return span.compareTo(limit) > 0;
    }

    /** The car is there, idle and drives nothing, although it was given a mission. */
    private boolean hasForgotten(Ride ride, Instant now) {
        return ride.vehicle()
                .flatMap(fleet::find)
                .map(vehicle -> vehicle.connected()
                        && vehicle.missionId().isEmpty()
                        && "parked".equals(vehicle.mode())
                        && Duration.between(vehicle.seenAt(), now).toSeconds() < 10)
                .orElse(false);
    }

    /** A mission or a command of the ride's car ended badly. */
    void failed(Ride ride, boolean wasMission) {
        switch (ride.state()) {
            case MATCHED, EN_ROUTE -> letGo(ride, "clock", "vehicle-failed");
            case ARRIVED, BOARDING -> {
                if (wasMission) {
                    letGo(ride, "clock", "vehicle-failed");
                } else if (ride.state() == RideState.BOARDING && !ride.boarded()) {
                    keep(ride.retold(ride.missionId(), missions.unlock(ride), clock.instant()), ride, "told-again");
                }
            }
            case IN_RIDE -> {
                if (keep(ride.fail(clock.instant()), ride, "vehicle-failed") instanceof Ride.Move.Done done) {
                    tellAgain(done.ride());
                }
            }
            default -> {}
        }
    }

    /** Another car shall come to the rider, who is not aboard. */
    Ride.Move letGo(Ride ride, String actor, String cause) {
        ride.vehicle().ifPresent(this::rest);
        missions.release(ride, cause);
        return book.keep(ride.fail(clock.instant()), ride, actor, cause);
    }

    /** Another car shall take the rider on from where this one stands. */
    Ride.Move transfer(Ride ride, String actor, String cause) {
        Ride.Move move = ride.transfer(
                missions.placeOf(ride).orElseGet(() -> ride.itinerary().heading()), clock.instant());
        if (move instanceof Ride.Move.Done) {
            ride.vehicle().ifPresent(this::rest);
            missions.release(ride, cause);
        }
        return book.keep(move, ride, actor, cause);
    }

    /** Tells the car anew where to drive the rider; empty if no road leads there. */
    Optional<Ride> tellAgain(Ride ride) {
        return missions.routeOf(ride, ride.itinerary().heading()).map(route -> {
            Missions.Told told =
                    missions.send(ride.vehicle().orElseThrow(), ride.id(), Missions.legOf(ride.itinerary()), route);
            Ride.Move.Done done = ride.retold(told.missionId(), told.commandId(), clock.instant());
            keep(done, ride, "told-again");
            return done.ride();
        });
    }

    private Ride.Move keep(Ride.Move move, Ride before, String cause) {
        return book.keep(move, before, "clock", cause);
    }
}
