package robotaxi.kit.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A step of a trace, as W3C Trace Context has it.
 *
 * @param traceId what all steps share, 32 lower-case hex digits
 * @param spanId the step, 16 lower-case hex digits
 */
public record Trace(String traceId, String spanId) {
    /** The header that carries it, in HTTP and in Kafka. */
    public static final String HEADER = "traceparent";

    /** Version 00 has these four parts; a later version may have more behind them. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

    private static final String VERSION = "00";
    private static final String RECORDED = "01";
    private static final HexFormat HEX = HexFormat.of();

    /** A new trace. */
    public static Trace begin() {
        return new Trace(digits() + digits(), digits());
    }

    /** What a header says; empty if there is none, or none that the standard allows. */
    public static Optional<Trace> parse(@Nullable String traceparent) {
        if (traceparent == null) {
            return Optional.empty();
        }
        Matcher parts = TRACEPARENT.matcher(traceparent);
        boolean allowed =
                parts.matches() && (parts.group(4) == null || !parts.group(1).equals(VERSION));
        return allowed ? Optional.of(new Trace(parts.group(2), parts.group(3))) : Optional.empty();
    }

    /** The next step of the same trace. */
    public Trace next() {
        return new Trace(traceId, digits());
    }

    /** As the header has it. */
    public String traceparent() {
        return String.join("-", VERSION, traceId, spanId, RECORDED);
    }

    /** All zeros are nobody's id. */
    private static String digits() {
        return HEX.toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    }
}
