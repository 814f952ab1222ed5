package robotaxi.dispatch.rebalancing;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Remembers what was requested from each zone, also what was refused or lapsed, with a memory that fades: of a request the
 * share exp(-age / memory) is left. What it expects, it expects from the past alone. For one thread at a time.
 */
public final class RequestedDemand {
    private final Duration memory;
    private final double[] weight;
    private final Instant[] last;

    /** A memory of nothing. */
    public RequestedDemand(int zones, Duration memory) {
        this.memory = memory;
        this.weight = new double[zones];
        this.last = new Instant[zones];
        Arrays.fill(last, Instant.EPOCH);
    }

    /** Somebody asked for a ride from a zone; a request older than the last one heard of counts as if made with that. */
    public void requested(int zone, Instant at) {
        Instant now = at.isBefore(last[zone]) ? last[zone] : at;
        weight[zone] = left(zone, now) + 1;
        last[zone] = now;
    }

    /** What to expect in the time after {@code now} if all goes on as before. */
    public Forecast within(Duration horizon, Instant now) {
        double perMemory = (double) horizon.toMillis() / memory.toMillis();
        return zone -> left(zone, now) * perMemory;
    }

    private double left(int zone, Instant now) {
        if (weight[zone] == 0) {
            return 0;
        }
        return weight[zone]
                * Math.exp(-(double) Duration.between(last[zone], now).toMillis() / memory.toMillis());
    }
}
