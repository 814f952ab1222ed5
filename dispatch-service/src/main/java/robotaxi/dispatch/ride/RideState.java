package robotaxi.dispatch.ride;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where a ride stands. The table below is the whole machine; {@link Ride} refuses everything else.
 *
 * <pre>
 *   scheduled ──▶ requested           (in time before the appointment)
 *   requested ──▶ matched ──▶ en-route ──▶ arrived ──▶ boarding ──▶ in-ride ──▶ completed
 *       ▲            │            │           │           │          ▲ │ ▲
 *       └─(silently)─┘            └─────┬─────┴───────────┘          │ │ └── resumed ── stopped ──▶ hold
 *                                       ▼                            │ ▼                    ▲ (a stop) │
 *             matched ◀────────── reassigning                    interrupted                └──────────┘
 *                 ▲               (the car failed before             │                  hold ──▶ in-ride
 *                 │                the rider sat in it)              ▼
 *                 └──────────────────────────────────────────── transfer (another car, the same ride, no new fare)
 *   stopped, hold, interrupted ──▶ completed          (the rider ends it there)
 *   requested, reassigning ──▶ cancelled-no-supply    arrived, boarding ──▶ cancelled-no-show
 *   all before in-ride, and transfer ──▶ cancelled-rider            every open one ──▶ cancelled-operator
 * </pre>
 *
 * A car that fails on its way to a rider who has been aboard another one leaves the ride in transfer, not in requested or
 * reassigning.
 */
public enum RideState {
    /** The rider asked to be met at a later time; no car is sought yet. */
    SCHEDULED,
    /** The rider waits for a car to be found. */
    REQUESTED,
    /** A car was chosen and is being told. */
    MATCHED,
    /** The car drives to the rider: the choice is final, and a change of it is told. */
    EN_ROUTE,
    /** The car stands at the pick-up, locked. */
    ARRIVED,
    /** The rider's PIN opened the doors. */
    BOARDING,
    /** The rider is driven. */
    IN_RIDE,
    /** The car stands at a stop of the way, for a while without a price. */
    STOPPED,
    /** The car is kept at a stop, at a price a minute. */
    HOLD,
    /** The car stands where it should not, the rider in it or beside it. */
    INTERRUPTED,
    /** The car failed on its way to the rider; another one is sought. */
    REASSIGNING,
    /** The car failed with the rider; another one is sought for the rest of the way. */
    TRANSFER,
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

    private static final Map<RideState, Set<RideState>> NEXT = Map.ofEntries(
            Map.entry(SCHEDULED, Set.of(REQUESTED, CANCELLED_RIDER, CANCELLED_OPERATOR)),
            Map.entry(REQUESTED, Set.of(MATCHED, CANCELLED_RIDER, CANCELLED_OPERATOR, CANCELLED_NO_SUPPLY)),
            Map.entry(MATCHED, Set.of(EN_ROUTE, ARRIVED, REQUESTED, TRANSFER, CANCELLED_RIDER, CANCELLED_OPERATOR)),
            Map.entry(EN_ROUTE, Set.of(ARRIVED, REASSIGNING, TRANSFER, CANCELLED_RIDER, CANCELLED_OPERATOR)),
            Map.entry(
                    ARRIVED,
                    Set.of(BOARDING, REASSIGNING, TRANSFER, CANCELLED_RIDER, CANCELLED_OPERATOR, CANCELLED_NO_SHOW)),
            Map.entry(
                    BOARDING,
                    Set.of(IN_RIDE, REASSIGNING, TRANSFER, CANCELLED_RIDER, CANCELLED_OPERATOR, CANCELLED_NO_SHOW)),
            Map.entry(IN_RIDE, Set.of(STOPPED, INTERRUPTED, TRANSFER, COMPLETED, CANCELLED_OPERATOR)),
            Map.entry(STOPPED, Set.of(IN_RIDE, HOLD, TRANSFER, COMPLETED, CANCELLED_OPERATOR)),
            Map.entry(HOLD, Set.of(IN_RIDE, TRANSFER, COMPLETED, CANCELLED_OPERATOR)),
            Map.entry(INTERRUPTED, Set.of(IN_RIDE, TRANSFER, COMPLETED, CANCELLED_OPERATOR)),
            Map.entry(REASSIGNING, Set.of(MATCHED, CANCELLED_RIDER, CANCELLED_OPERATOR, CANCELLED_NO_SUPPLY)),
            Map.entry(TRANSFER, Set.of(MATCHED, CANCELLED_RIDER, CANCELLED_OPERATOR)));

    private static final Set<RideState> WITHOUT_CAR = Set.of(REQUESTED, REASSIGNING, TRANSFER);

    private static final Set<RideState> CANCELLED =
            Set.of(CANCELLED_RIDER, CANCELLED_OPERATOR, CANCELLED_NO_SUPPLY, CANCELLED_NO_SHOW);

    private static final Set<RideState> EDITABLE =
            Set.of(SCHEDULED, REQUESTED, MATCHED, EN_ROUTE, ARRIVED, BOARDING, REASSIGNING, IN_RIDE, STOPPED, HOLD);

    /** States that may follow. */
    public Set<RideState> next() {
        return NEXT.getOrDefault(this, Set.of());
    }

    /** Nothing follows. */
    public boolean isFinal() {
        return next().isEmpty();
    }

    /** A car is sought. */
    public boolean isWithoutCar() {
        return WITHOUT_CAR.contains(this);
    }

    /** The ride ended before its end; nothing is owed for the way. */
    public boolean isCancelled() {
        return CANCELLED.contains(this);
    }

    /** The rider may change where it goes. */
    public boolean isEditable() {
        return EDITABLE.contains(this);
    }

    /** As the API writes it, for instance {@code en-route}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
