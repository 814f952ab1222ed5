package robotaxi.benchmarks.fault;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** How many faults of each kind have struck. */
public final class FaultTally {
    private final Map<Kind, Integer> struck = new EnumMap<>(Kind.class);

    /** What can befall a link. */
    public enum Kind {
        /** A connection is cut after a random byte of either direction. */
        LINK_CUTS,
        /** The same before the TLS handshake is over. */
        HANDSHAKE_CUTS,
        /** A connection lets nothing through any more, and neither end is told. */
        HALF_OPEN,
        /** The cars' process is killed, and their disks lose what was not forced to them. */
        POWER_CUTS,
        /** A gateway is killed. */
        GATEWAY_KILLS,
        /** A gateway is asked to end. */
        GATEWAY_DRAINS,
        /** The broker is killed. */
        BROKER_KILLS;

        /** As a figure is named. */
        public String figure() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One more. */
    public synchronized void count(Kind kind) {
        struck.merge(kind, 1, Integer::sum);
    }

    /** All together. */
    public synchronized int total() {
        return struck.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Of a kind. */
    public synchronized int of(Kind kind) {
        return struck.getOrDefault(kind, 0);
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        struck.forEach((kind, count) ->
                text.append(' ').append(kind.figure()).append(' ').append(count));
        return text.toString().strip();
    }
}
