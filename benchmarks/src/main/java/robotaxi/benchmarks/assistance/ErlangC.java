package robotaxi.benchmarks.assistance;

/** What queueing theory says of a desk with many servers (M/M/c, first come first served). */
final class ErlangC {
    private ErlangC() {}

    /**
     * Share of those who wait no longer than a time.
     *
     * @param load mean number of servers that are busy
     */
    static double servedWithin(double seconds, int servers, double load, double meanServiceSeconds) {
        if (load >= servers) {
            return 0;
        }
        // By the recursion of Erlang B, which never grows large.
        double blocked = 1;
        for (int i = 1; i <= servers; i++) {
            blocked = load * blocked / (i + load * blocked);
        }
        double waits = blocked / (1 - load / servers * (1 - blocked));
        return 1 - waits * Math.exp(-(servers - load) * seconds / meanServiceSeconds);
    }
}
