package robotaxi.dispatch.matching;

import java.util.Arrays;

/** The cars that a ride is weighed against: a list that grows, of three numbers each. */
final class Partners {
    private int[] car;
    private int[] approachMillis;
    private long[] cost;
    private int size;

    Partners(int expected) {
        this.car = new int[expected];
        this.approachMillis = new int[expected];
        this.cost = new long[expected];
    }

    int size() {
        return size;
    }

    void add(int newCar, int newApproachMillis, long newCost) {
        if (size == car.length) {
            car = Arrays.copyOf(car, 2 * size + 1);
            approachMillis = Arrays.copyOf(approachMillis, 2 * size + 1);
            cost = Arrays.copyOf(cost, 2 * size + 1);
        }
        car[size] = newCar;
        approachMillis[size] = newApproachMillis;
        cost[size++] = newCost;
    }

    /** The lists of all rides, one after the other. */
    static Arcs arcs(Partners[] byRide) {
        int[] head = new int[byRide.length + 1];
        for (int ride = 0; ride < byRide.length; ride++) {
            head[ride + 1] = head[ride] + byRide[ride].size;
        }
        int[] cars = new int[head[byRide.length]];
        int[] millis = new int[cars.length];
        long[] costs = new long[cars.length];
        for (int ride = 0; ride < byRide.length; ride++) {
            System.arraycopy(byRide[ride].car, 0, cars, head[ride], byRide[ride].size);
            System.arraycopy(byRide[ride].approachMillis, 0, millis, head[ride], byRide[ride].size);
            System.arraycopy(byRide[ride].cost, 0, costs, head[ride], byRide[ride].size);
        }
        return new Arcs(head, cars, millis, costs);
    }
}
