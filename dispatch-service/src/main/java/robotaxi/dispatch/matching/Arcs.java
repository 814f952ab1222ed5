package robotaxi.dispatch.matching;

/** Pairs of rides and cars that may be matched: those of ride r lie from {@code first(r)} up to {@code first(r + 1)}. */
final class Arcs {
    private final int[] head;
    private final int[] car;
    private final int[] approachMillis;

    /**
     * Pairs over arrays, which are not copied.
     *
     * @param head where each ride's pairs begin, and where the last one's end
     * @param car index of each pair's car
     * @param approachMillis when the car would be at the pick-up
     */
    Arcs(int[] head, int[] car, int[] approachMillis) {
        this.head = head;
        this.car = car;
        this.approachMillis = approachMillis;
    }

    int rides() {
        return head.length - 1;
    }

    int size() {
        return car.length;
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

    /** The table of these pairs with a cost for each. */
    CostTable table(long[] cost, long[] unserved) {
        return new CostTable(head, car, cost, unserved);
    }
}
