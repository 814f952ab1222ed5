package robotaxi.contracts;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Moments as the wire writes them. */
public final class ProtoTime {
    /** The end of year 9999: a protobuf time ends there. */
    private static final long LATEST_SECOND = 253_402_300_799L;

    /** The beginning of year 1. */
    private static final long EARLIEST_SECOND = -62_135_596_800L;

    private ProtoTime() {}

    /** To the nanosecond. */
    public static Timestamp of(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }

    /**
     * To the nanosecond. What lies outside the range that protobuf allows (years 1 to 9999,
     * <a href="https://protobuf.dev/reference/protobuf/google.protobuf/#timestamp">Timestamp</a>) is taken for its end: whoever wrote it must not
     * stop whoever reads it.
     */
    public static Instant of(Timestamp time) {
        return Instant.ofEpochSecond(
                Math.clamp(time.getSeconds(), EARLIEST_SECOND, LATEST_SECOND),
                Math.clamp(time.getNanos(), 0, 999_999_999));
    }
}
