package robotaxi.incident.deadline;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clock that runs until somebody was told.
 * <pre>
 *   RUNNING ──{@link #met}──▶ MET         somebody filed it, in time or late
 *           ──{@link #dropped}──▶ DROPPED the rules do not ask for it any more, or a person says why not
 * </pre>
 *
 * @param id UUID version 7
 * @param rule of the decision table, for instance {@code nhtsa-5-day}
 * @param tableVersion of that table
 * @param notice when we knew
 * @param noticeSource how, for instance {@code vehicle.safety}
 * @param due from then on it is late
 * @param reminders times, in order
 * @param reminded how many of them were given
 * @param hasLapsed whether its end passed while it ran; that was said too
 */
public record Deadline(
        String id,
        String incidentId,
        String rule,
        long tableVersion,
        Instant notice,
        String noticeSource,
        Instant due,
        List<Instant> reminders,
        int reminded,
        boolean hasLapsed,
        State state,
        @Nullable Ending ending) {
    /** Where it stands. */
    public enum State {
        /** Nobody was told yet. */
        RUNNING,
        /** Somebody was. */
        MET,
        /** Nobody has to be. */
        DROPPED
    }

    /** How it ended. */
    public record Ending(Instant at, String by, String reason) {}

    /** Copies. */
    public Deadline {
        reminders = List.copyOf(reminders);
    }

    /** A clock that begins. */
    public static Deadline started(
            String id,
            String incidentId,
            String rule,
            long tableVersion,
            Instant notice,
            String noticeSource,
            Instant due,
            List<Instant> reminders) {
        return new Deadline(
                id,
                incidentId,
                rule,
                tableVersion,
                notice,
                noticeSource,
                due,
                reminders,
                0,
                false,
                State.RUNNING,
                null);
    }

    /** When somebody has to hear of it next: a reminder, or its end; null if nobody has to. */
    public @Nullable Instant next() {
        if (state != State.RUNNING || hasLapsed) {
            return null;
        }
        return reminded < reminders.size() ? reminders.get(reminded) : due;
    }

    /** Somebody hears of it now: of all reminders whose time has come at once, and of its end. */
    public Deadline told(Instant now) {
        int given = (int) reminders.stream().filter(at -> !at.isAfter(now)).count();
        return with(Math.max(reminded, given), !now.isBefore(due), state, ending);
    }

    /** It was filed. */
    public Deadline met(Ending how) {
        return ended(State.MET, how);
    }

    /** Nobody has to be told. */
    public Deadline dropped(Ending how) {
        return ended(State.DROPPED, how);
    }

    private Deadline ended(State end, Ending how) {
        if (state != State.RUNNING) {
            throw new IllegalStateException("a deadline that is over: " + id);
        }
        return with(reminded, hasLapsed, end, how);
    }

    private Deadline with(int nowReminded, boolean nowLapsed, State nowState, @Nullable Ending nowEnding) {
        return new Deadline(
                id,
                incidentId,
                rule,
                tableVersion,
                notice,
                noticeSource,
                due,
                reminders,
                nowReminded,
                nowLapsed,
                nowState,
                nowEnding);
    }
}
