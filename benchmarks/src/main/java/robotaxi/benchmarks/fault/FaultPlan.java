package robotaxi.benchmarks.fault;

import java.util.EnumMap;
import java.util.Map;
import robotaxi.benchmarks.fault.FaultTally.Kind;

/** How many faults of each kind shall strike. */
public final class FaultPlan {
    /** Of a hundred; the rest are cuts of the link. */
    private static final Map<Kind, Integer> SHARES = Map.of(
            Kind.HANDSHAKE_CUTS, 20,
            Kind.HALF_OPEN, 10,
            Kind.POWER_CUTS, 8,
            Kind.GATEWAY_KILLS, 5,
            Kind.GATEWAY_DRAINS, 3,
            Kind.BROKER_KILLS, 3);

    private final Map<Kind, Integer> wanted = new EnumMap<>(Kind.class);

    /** So many in all, and one of each kind at least. */
    public FaultPlan(int faults) {
        SHARES.forEach((kind, share) -> wanted.put(kind, Math.max(1, Math.round(faults * share / 100f))));
        int others = wanted.values().stream().mapToInt(Integer::intValue).sum();
        wanted.put(Kind.LINK_CUTS, Math.max(1, faults - others));
    }

    /** Of a kind. */
    public int of(Kind kind) {
        return wanted.getOrDefault(kind, 0);
    }

    /** All together. */
    public int total() {
        return wanted.values().stream().mapToInt(Integer::intValue).sum();
    }
}
