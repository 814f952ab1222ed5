package robotaxi.dispatch.ride;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where a ride stands. The table below is the whole machine; {@link Ride#to} refuses everything else.
 *
 * <pre>
 *   requested ──▶ matched ──▶ en-route ──▶ arrived ──▶ boarding ──▶ in-ride ──▶ completed
 *       ▲            │            │           │            │
 *       └────────────┴────────────┘           │            │        (the car failed before it arrived: matched anew)
 *   requested, matched, en-route, arrived, boarding ──▶ cancelled-rider, cancelled-operator
 *   requested ──▶ cancelled-no-supply        arrived, boarding ──▶ cancelled-no-show
 *   in-ride ──▶ cancelled-operator
 * </pre>
 */
public enum RideState {
    /** The rider waits for a car to be found. */
    REQUESTED,
    /** A car was chosen and is being told. */
    MATCHED,
    /** The car drives to the rider. */
    EN_ROUTE,
    /** The car stands at the pick-up, locked. */
    ARRIVED,
    /** The rider's PIN opened the doors. */
    BOARDING,
    /** The rider is driven. */
    IN_RIDE,
    /** The rider got out; there is a receipt. */
    COMPLETED,
    /** Cancelled by the rider. */
    CANCELLED_RIDER,
    /** Cancelled by an operator. */
    CANCELLED_OPERATOR,
    /** No car was found in time. */
    CANCELLED_NO_SUPPLY,
    /** The rider never came. */
    CANCELLED_NO_SHOW;

    private static final Map<RideState, Set<RideState>> NEXT = Map.of(
            REQUESTED, Set.of(MATCHED, CANCELLED_RIDER, CANCELLED_OPERATOR, CANCELLED_NO_SUPPLY),
            MATCHED, Set.of(EN_ROUTE, ARRIVED, REQUESTED, CANCELLED_RIDER, CANCELLED_OPERATOR),
            EN_ROUTE, Set.of(ARRIVED, REQUESTED, CANCELLED_RIDER, CANCELLED_OPERATOR),
            ARRIVED, Set.of(BOARDING, CANCELLED_RIDER, CANCELLED_OPERATOR, CANCELLED_NO_SHOW),
            BOARDING, Set.of(IN_RIDE, CANCELLED_RIDER, CANCELLED_OPERATOR, CANCELLED_NO_SHOW),
            IN_RIDE, Set.of(COMPLETED, CANCELLED_OPERATOR));

    /** States that may follow. */
    public Set<RideState> next() {
        return NEXT.getOrDefault(this, Set.of());
    }

    /** Nothing follows. */
    public boolean isFinal() {
        return next().isEmpty();
    }

    /** As the API writes it, for instance {@code en-route}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
