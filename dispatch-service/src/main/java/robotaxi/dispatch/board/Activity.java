package robotaxi.dispatch.board;

import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.ride.RideState;
import robotaxi.dispatch.task.CarTask;

/** What a car does, in the groups of the board; each car is in one. */
public enum Activity {
    /** Could take a ride now. */
    IDLE,
    /** To a rider, or waiting for one at the pick-up. */
    ON_THE_WAY,
    /** With a rider. */
    ON_TRIP,
    /** Empty, to where riders are expected or to a depot. */
    REPOSITIONING,
    /** At a charger, on the way to one, or in its queue. */
    CHARGING,
    /** Being cleaned, or on the way to it. */
    CLEANING,
    /** Offline, held for an update, out of charge, or stopped by its supervisor. */
    OUT_OF_SERVICE;

    /**
     * Of a car.
     *
     * @param ride state of the ride that has it, or null
     * @param task its open task, or null
     * @param canServe nothing keeps it from taking a ride
     */
    static Activity of(@Nullable RideState ride, @Nullable CarTask task, boolean canServe) {
        if (ride != null) {
            return switch (ride) {
                case IN_RIDE, STOPPED, HOLD, INTERRUPTED -> ON_TRIP;
                default -> ON_THE_WAY;
            };
        }
        if (task != null) {
            return switch (task.kind()) {
                case REPOSITION, DEPOT -> REPOSITIONING;
                case CHARGE -> CHARGING;
                case CLEAN -> CLEANING;
            };
        }
        return canServe ? IDLE : OUT_OF_SERVICE;
    }
}
