package robotaxi.dispatch.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often each client may call: a bucket of tokens that fills evenly, one token a call. Safe for use by several threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6585#section-4">RFC 6585, 429 Too Many Requests</a>
 */
public final class RateLimit {
    private static final double NANOS_A_SECOND = 1e9;

    /** Clients whose buckets are full again are forgotten when there are more than this. */
    private static final int MOST_REMEMBERED = 20_000;

    private final double perSecond;
    private final double burst;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    private record Bucket(double tokens, long atNanos, boolean granted) {}

    /**
     * A limit.
     *
     * @param perSecond calls a second that a client may make in the long run
     * @param burst calls that it may make at once
     */
    public RateLimit(double perSecond, double burst) {
        if (perSecond <= 0 || burst < 1) {
            throw new IllegalArgumentException("a limit of " + perSecond + " calls a second, " + burst + " at once");
        }
        this.perSecond = perSecond;
        this.burst = burst;
    }

    /**
     * Takes a token, if the client has one.
     *
     * @param nowNanos monotonic time
     */
    public boolean allows(String client, long nowNanos) {
        if (buckets.size() > MOST_REMEMBERED) {
            buckets.values().removeIf(bucket -> filled(bucket, nowNanos) >= burst);
        }
        return buckets.compute(client, (name, before) -> take(before, nowNanos)).granted();
    }

    private Bucket take(@org.jspecify.annotations.Nullable Bucket before, long nowNanos) {
        double tokens = before == null ? burst : filled(before, nowNanos);
        return tokens >= 1 ? new Bucket(tokens - 1, nowNanos, true) : new Bucket(tokens, nowNanos, false);
    }

    private double filled(Bucket bucket, long nowNanos) {
        double since = Math.max(0, nowNanos - bucket.atNanos()) / NANOS_A_SECOND;
        return Math.min(burst, bucket.tokens() + since * perSecond);
    }
}
