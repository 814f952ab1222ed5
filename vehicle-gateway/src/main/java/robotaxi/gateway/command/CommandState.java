package robotaxi.gateway.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a command stands. A report of the car may skip states; a final state stays.
 *
 * <pre>
 *   queued ──▶ sent ──▶ received ──▶ accepted ──▶ executing ──▶ succeeded | failed
 *     │          │          │            │
 *     │          │          └── rejected ┘        any open state ──▶ cancelled, superseded, expired
 *     │          └──▶ outcome-unknown ──▶ whatever the car says when asked
 *     └──▶ expired
 * </pre>
 */
public enum CommandState {
    /** In the ledger. */
    QUEUED(0),
    /** Written to a session. */
    SENT(1),
    /** The link broke after it was sent: open until the car has been asked. */
    OUTCOME_UNKNOWN(1),
    /** Stored on the car. */
    RECEIVED(2),
    /** Preconditions hold. */
    ACCEPTED(3),
    /** The effect has begun. */
    EXECUTING(4),
    /** Done. */
    SUCCEEDED(9),
    /** Tried and failed. */
    FAILED(9),
    /** The car refused. */
    REJECTED(9),
    /** The deadline passed before the effect began. */
    EXPIRED(9),
    /** Taken back. */
    CANCELLED(9),
    /** A newer one took its place. */
    SUPERSEDED(9);

    private static final int FINAL = 9;
    private static final Map<CommandState, Set<CommandState>> ALSO =
            Map.of(SENT, Set.of(OUTCOME_UNKNOWN), OUTCOME_UNKNOWN, Set.of(SENT));

    private final int rank;

    CommandState(int rank) {
        this.rank = rank;
    }

    /** Nothing follows. */
    public boolean isFinal() {
        return rank == FINAL;
    }

    /** Nobody knows that the car has it. */
    public boolean isUndelivered() {
        return rank <= SENT.rank;
    }

    /** Whether a news of {@code next} moves a command on; an older or repeated news does not. */
    public boolean mayBecome(CommandState next) {
        return !isFinal()
                && (next.rank > rank || ALSO.getOrDefault(this, Set.of()).contains(next));
    }

    /** The state that the API writes so. */
    public static Optional<CommandState> named(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst();
    }

    /** As the API writes it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
