package robotaxi.incident.retention;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that may not go, whatever its time.
 * <pre>
 *   HELD ──{@link #request}──▶ RELEASE_REQUESTED ──{@link #approve}, by somebody else──▶ RELEASED
 *     ▲                              │
 *     └──────{@link #withdraw}, or a day──┘
 * </pre>
 *
 * @param id UUID version 7
 * @param requestedBy who wants it released, or empty
 * @param requestExpiresAt until then somebody else may agree, or null
 * @param releasedBy who agreed, or empty
 */
public record Hold(
        String id,
        String incidentId,
        State state,
        String reason,
        String placedBy,
        Instant placedAt,
        String releaseReason,
        String requestedBy,
        @Nullable Instant requestExpiresAt,
        String releasedBy,
        @Nullable Instant releasedAt) {
    /** So long a request waits for a second person. */
    public static final Duration PATIENCE = Duration.ofHours(24);

    /** Where it stands. */
    public enum State {
        /** Nothing goes. */
        HELD,
        /** Nothing goes, and one person wants that to change. */
        RELEASE_REQUESTED,
        /** Over; another hold may follow. */
        RELEASED
    }

    /** What came of an act. */
    public sealed interface Answer {
        /** It is so now. */
        record Done(Hold hold) implements Answer {}

        /** The state stands against it. */
        record WrongState(State current) implements Answer {}

        /** One person alone does not release. */
        record SamePerson() implements Answer {}

        /** The request was too long ago. */
        record TooLate() implements Answer {}
    }

    /** One that begins. */
    public static Hold placed(String id, String incidentId, String reason, String by, Instant now) {
        return new Hold(id, incidentId, State.HELD, reason, by, now, "", "", null, "", null);
    }

    /** One person wants it released. */
    public Answer request(String why, String by, Instant now) {
        return stateAt(now) == State.HELD
                ? new Answer.Done(with(State.RELEASE_REQUESTED, why, by, now.plus(PATIENCE), "", null))
                : new Answer.WrongState(stateAt(now));
    }

    /** Another person agrees. */
    public Answer approve(String by, Instant now) {
        if (state != State.RELEASE_REQUESTED) {
            return new Answer.WrongState(state);
        }
        if (stateAt(now) == State.HELD) {
            return new Answer.TooLate();
        }
        return by.equals(requestedBy)
                ? new Answer.SamePerson()
                : new Answer.Done(with(State.RELEASED, releaseReason, requestedBy, requestExpiresAt, by, now));
    }

    /** Nobody wants that any more. */
    public Answer withdraw(Instant now) {
        return stateAt(now) == State.RELEASE_REQUESTED
                ? new Answer.Done(with(State.HELD, "", "", null, "", null))
                : new Answer.WrongState(stateAt(now));
    }

    /** A request that nobody agreed to in time is none. */
    public State stateAt(Instant now) {
        boolean isOver = requestExpiresAt != null && !now.isBefore(requestExpiresAt);
        return state == State.RELEASE_REQUESTED && isOver ? State.HELD : state;
    }

    private Hold with(
            State next,
            String why,
            String by,
            @Nullable Instant expiresAt,
            String agreedBy,
            @Nullable Instant agreedAt) {
        return new Hold(id, incidentId, next, reason, placedBy, placedAt, why, by, expiresAt, agreedBy, agreedAt);
    }
}
