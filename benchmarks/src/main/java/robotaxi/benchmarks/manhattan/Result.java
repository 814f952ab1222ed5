package robotaxi.benchmarks.manhattan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import robotaxi.benchmarks.manhattan.Car.State;

/** What a day came to. */
public final class Result {
    /** No wait is shorter, whatever is decided. */
    public static final int LEAST_WAIT_SECONDS = World.STEP_SECONDS;

    private static final double MINIMUM_FARE = 5;
    private static final double BASE_FARE = 2.2;
    private static final double FARE_PER_MILE = 1.6;
    private static final double KM_PER_MILE = 1.609_344;

    private final List<Trip> trips;
    private final List<Car> cars;
    private final int[] waits;
    private final double paidForCharging;
    private final long digest;

    Result(World world) {
        this.trips = world.entered();
        this.cars = world.cars();
        this.paidForCharging = world.paidForCharging();
        this.digest = world.digest();
        this.waits = trips.stream()
                .filter(trip -> trip.state == Trip.State.PICKED_UP)
                .mapToInt(trip -> trip.pickedUpAt - trip.enteredAt)
                .sorted()
                .toArray();
    }

    /** Share of all driving that is without a passenger. */
    static double emptyShare(List<Car> cars) {
        double all = cars.stream()
                .flatMap(car -> car.km.values().stream())
                .mapToDouble(Double::doubleValue)
                .sum();
        double loaded = km(cars, State.ON_TRIP);
        return all == 0 ? 0 : 1 - loaded / all;
    }

    /** Share of what entered that was not cancelled: the published definition, which counts what is open at midnight. */
    public double served() {
        return served(trips);
    }

    private static double served(List<Trip> some) {
        return 1
                - (double) some.stream()
                                .filter(trip -> trip.state == Trip.State.CANCELLED)
                                .count()
                        / some.size();
    }

    /** Share of what entered that was picked up before midnight. */
    public double pickedUp() {
        return (double) waits.length / trips.size();
    }

    /** Mean wait of the picked up in seconds, from the step in which the request entered. */
    public double meanWait() {
        return Arrays.stream(waits).average().orElse(0);
    }

    /** A quantile of the waits. */
    public int wait(double quantile) {
        return waits.length == 0 ? 0 : waits[(int) Math.min(waits.length - 1, quantile * waits.length)];
    }

    /** Share of all driving that was without a passenger. */
    public double emptyShare() {
        return emptyShare(cars);
    }

    /** A number that differs if anything that happened does. */
    public long digest() {
        return digest;
    }

    /** Share served of each quarter of the trips by their length, the shortest first. */
    public double[] servedByLength() {
        List<Trip> byLength = trips.stream()
                .sorted(Comparator.comparingDouble((Trip trip) -> trip.km).thenComparingInt(trip -> trip.id))
                .toList();
        double[] served = new double[4];
        for (int quarter = 0; quarter < 4; quarter++) {
            served[quarter] =
                    served(byLength.subList(quarter * byLength.size() / 4, (quarter + 1) * byLength.size() / 4));
        }
        return served;
    }

    /** Share served of the quarter by length that was served least. */
    public double worstLengthQuartile() {
        return Arrays.stream(servedByLength()).min().orElseThrow();
    }

    /** Kilometres by what the cars did, in whole ones. */
    public Map<String, Long> km() {
        Map<String, Long> km = new LinkedHashMap<>();
        for (State state : EnumSet.allOf(State.class)) {
            double sum = km(cars, state);
            if (sum > 0) {
                km.put(state.name().toLowerCase(Locale.ROOT), Math.round(sum));
            }
        }
        return km;
    }

    private static double km(List<Car> cars, State state) {
        return cars.stream().mapToDouble(car -> car.km.getOrDefault(state, 0.0)).sum();
    }

    /** Fares of the picked up less what was paid for charging. */
    public double dollars() {
        return trips.stream()
                        .filter(trip -> trip.state == Trip.State.PICKED_UP)
                        .mapToDouble(trip -> Math.max(MINIMUM_FARE, BASE_FARE + FARE_PER_MILE * trip.km / KM_PER_MILE))
                        .sum()
                - paidForCharging;
    }

    /** Cars that ran empty. */
    public long outOfService() {
        return cars.stream().filter(car -> car.state == State.OUT_OF_SERVICE).count();
    }

    private double meanCharge() {
        return cars.stream()
                .mapToDouble(car -> car.kwh / Battery.CAPACITY_KWH)
                .average()
                .orElse(0);
    }

    @Override
    public String toString() {
        return String.format(
                "served %.4f, picked up %.4f, wait %.1f s (p50 %d, p90 %d, p95 %d), empty %.4f, by length %s, km %s, $%.0f, out %d, charge %.2f",
                served(),
                pickedUp(),
                meanWait(),
                wait(0.5),
                wait(0.9),
                wait(0.95),
                emptyShare(),
                Arrays.toString(Arrays.stream(servedByLength())
                        .map(share -> Math.round(share * 1_000) / 1_000.0)
                        .toArray()),
                km(),
                dollars(),
                outOfService(),
                meanCharge());
    }
}
