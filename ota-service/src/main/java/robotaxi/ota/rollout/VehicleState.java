package robotaxi.ota.rollout;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * How far a car is with an update. A car may skip steps that it reported while nobody listened, but never goes back, except from
 * an activation that it had to put off. {@link #LOST} counts as an end; a late report corrects it. A rollout that is rolled back turns
 * cars that run its release around: they begin again at {@link #ELIGIBLE}, for the release before, and end at {@link #ROLLED_BACK}.
 * <pre>
 *   eligible ─▶ offered ─▶ downloading ─▶ staged ─▶ waiting ⇄ activating ─▶ trial ─▶ committed
 *                  └────────────┴───────────┴──────────┴──────────┴───────────┴────▶ failed, rolled-back, cancelled, lost
 * </pre>
 */
public enum VehicleState {
    /** Chosen, nothing sent yet. */
    ELIGIBLE,
    /** The offer is on its way or taken. */
    OFFERED,
    /** Artifacts come in. */
    DOWNLOADING,
    /** Verified in the inactive slot. */
    STAGED,
    /** Waits until the car is free. */
    WAITING_FOR_SAFE_MOMENT,
    /** The slot is switched. */
    ACTIVATING,
    /** The new model proves itself. */
    TRIAL,
    /** The new release runs. */
    COMMITTED,
    /** The old release runs again. */
    ROLLED_BACK,
    /** Refused or broken; the old release runs. */
    FAILED,
    /** Given up before its end, as people wanted; the old release runs. Neither a success nor a failure. */
    CANCELLED,
    /** Silent past its deadline. */
    LOST;

    /** The state of a name of the API's. */
    public static VehicleState ofWireName(String name) {
        return valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /** As the API names it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a rollout need not wait for this car any more. */
    public boolean ended() {
        return this == COMMITTED || this == ROLLED_BACK || this == FAILED || this == CANCELLED || this == LOST;
    }

    /** Whether the step is one that the table holds. */
    public boolean mayBecome(VehicleState next) {
        return following().contains(next);
    }

    private Set<VehicleState> following() {
        return switch (this) {
            case ELIGIBLE -> EnumSet.of(OFFERED, CANCELLED);
            case OFFERED -> EnumSet.range(DOWNLOADING, LOST);
            case DOWNLOADING -> EnumSet.range(STAGED, LOST);
            case STAGED -> EnumSet.range(WAITING_FOR_SAFE_MOMENT, LOST);
            case WAITING_FOR_SAFE_MOMENT -> EnumSet.range(ACTIVATING, LOST);
            case ACTIVATING ->
                EnumSet.of(WAITING_FOR_SAFE_MOMENT, TRIAL, COMMITTED, ROLLED_BACK, FAILED, CANCELLED, LOST);
            case TRIAL -> EnumSet.of(COMMITTED, ROLLED_BACK, FAILED, CANCELLED, LOST);
            case LOST -> EnumSet.range(DOWNLOADING, FAILED);
            case COMMITTED, ROLLED_BACK, FAILED, CANCELLED -> EnumSet.noneOf(VehicleState.class);
        };
    }
}
