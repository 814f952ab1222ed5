package robotaxi.dispatch.matching;

/** Pairs of rides and cars that may be matched: those of ride r lie from {@code first(r)} up to {@code first(r + 1)}. */
final class Arcs {
    private final int[] head;
    private final int[] car;
    private final int[] approachMillis;
    private final long[] cost;

    /**
     * Pairs over arrays, which are not copied.
     *
     * @param head where each ride's pairs begin, and where the last one's end
     * @param car index of each pair's car
     * @param approachMillis when the car would be at the pick-up
     * @param cost what the pair costs
     */
    Arcs(int[] head, int[] car, int[] approachMillis, long[] cost) {
        this.head = head;
        this.car = car;
        this.approachMillis = approachMillis;
        this.cost = cost;
    }

    int first(int ride) {
        return head[ride];
    }

    int car(int arc) {
        return car[arc];
    }

    int approachMillis(int arc) {
        return approachMillis[arc];
    }

    long cost(int arc) {
        return cost[arc];
    }

    /** The table of these pairs' costs. */
    CostTable table(long[] unserved) {
        return new CostTable(head, car, cost, unserved);
    }
}
