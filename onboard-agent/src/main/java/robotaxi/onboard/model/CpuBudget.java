package robotaxi.onboard.model;

/** Keeps a worker's busy time under a share of one core. */
public final class CpuBudget {
    private static final long MOST_CREDIT_NANOS = 250_000_000;

    private final double share;
    private long lastNanos;
    private double creditNanos;

    /** A share between 0 and 1, counted from a moment on. */
    public CpuBudget(double share, long nowNanos) {
        this.share = Math.clamp(share, 0.01, 1);
        this.lastNanos = nowNanos;
        this.creditNanos = MOST_CREDIT_NANOS;
    }

    /** Accounts for work that was done and says how long to rest before the next. */
    public long restNanos(long busyNanos, long nowNanos) {
        creditNanos = Math.min(MOST_CREDIT_NANOS, creditNanos + share * (nowNanos - lastNanos)) - busyNanos;
        lastNanos = nowNanos;
        return creditNanos >= 0 ? 0 : (long) (-creditNanos / share);
    }
}
