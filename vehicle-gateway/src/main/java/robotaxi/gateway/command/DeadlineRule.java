package robotaxi.gateway.command;

import java.time.Duration;
import java.time.Instant;

/**
 * What deadlines a command may have. One without, or with one far ahead, would take effect when nobody expects it any more.
 *
 * @param longest how far ahead a deadline may lie
 */
public record DeadlineRule(Duration longest) {
    /** The sender's clock may be ahead of ours by so much. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** What a deadline is worth now. */
    public enum Verdict {
        /** The command may be sent. */
        GOOD,
        /** There is none. */
        MISSING,
        /** It is over. */
        PASSED,
        /** It lies farther ahead than is allowed. */
        TOO_FAR
    }

    /** Judges a deadline; the epoch stands for none. */
    public Verdict judge(Instant notAfter, Instant now) {
        if (notAfter.equals(Instant.EPOCH)) {
            return Verdict.MISSING;
        }
        if (notAfter.isBefore(now)) {
            return Verdict.PASSED;
        }
        return notAfter.isAfter(now.plus(longest).plus(TOLERANCE)) ? Verdict.TOO_FAR : Verdict.GOOD;
    }
}
