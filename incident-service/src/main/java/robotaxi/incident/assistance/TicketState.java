package robotaxi.incident.assistance;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a car's question stands.
 * <pre>
 *   OPEN ──claim──▶ CLAIMED ──answer──▶ ANSWERED ──accepted──▶ ACCEPTED ──the car says it is over──▶ CLOSED
 *    ▲                 │  ▲                │
 *    └──release, lapse─┘  └── (REFUSED) ◀──┘ refused: the same person may answer again, or the lease lapses
 *   any of these but ACCEPTED ──▶ EXPIRED (its time is up) or WITHDRAWN (the car went on, or asks anew)
 * </pre>
 */
public enum TicketState {
    /** Nobody has it. */
    OPEN,
    /** Somebody looks at it. */
    CLAIMED,
    /** An answer is on its way to the car. */
    ANSWERED,
    /** The car did not take the answer; whoever gave it may try again. */
    REFUSED,
    /** The car goes by the answer. */
    ACCEPTED,
    /** It was answered and the car has said what came of it. */
    CLOSED,
    /** Nobody has answered in time. */
    EXPIRED,
    /** The car does not ask any more. */
    WITHDRAWN;

    private static final Set<TicketState> HELD = Set.copyOf(EnumSet.of(CLAIMED, ANSWERED, REFUSED));
    private static final Set<TicketState> OVER = Set.copyOf(EnumSet.of(CLOSED, EXPIRED, WITHDRAWN));

    /** As the API writes it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of a wire name. */
    public static Optional<TicketState> find(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst();
    }

    /** Somebody holds it under a lease. */
    public boolean isHeld() {
        return HELD.contains(this);
    }

    /** It has ended. */
    public boolean isOver() {
        return OVER.contains(this);
    }

    /** Whether it may become the other. */
    public boolean mayBecome(TicketState next) {
        return switch (this) {
            case OPEN -> next == CLAIMED || next == EXPIRED || next == WITHDRAWN;
            case CLAIMED -> next == OPEN || next == ANSWERED || next == EXPIRED || next == WITHDRAWN;
            case ANSWERED -> next == ACCEPTED || next == REFUSED || next == EXPIRED || next == WITHDRAWN;
            case REFUSED -> next == ANSWERED || next == OPEN || next == EXPIRED || next == WITHDRAWN;
            case ACCEPTED -> next == CLOSED;
            case CLOSED, EXPIRED, WITHDRAWN -> false;
        };
    }
}
