package robotaxi.benchmarks.manhattan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import robotaxi.benchmarks.manhattan.Car.State;

/**
 * The published decisions: every step all free cars against all requests without one, the least sum of crow-fly distances, never
 * changed again. It shows that the world here is the published one.
 */
final class Published implements Policy {
    private static final double RANGE_KM = 20;
    private static final double CHARGING_RANGE_KM = 100;

    @Override
    public void decide(World world) {
        List<Car> free = free(world);
        List<Trip> waiting = waiting(world);
        boolean carsAreRows = free.size() <= waiting.size();
        long[][] metres =
                new long[carsAreRows ? free.size() : waiting.size()][carsAreRows ? waiting.size() : free.size()];
        for (int car = 0; car < free.size(); car++) {
            for (int trip = 0; trip < waiting.size(); trip++) {
                metres[carsAreRows ? car : trip][carsAreRows ? trip : car] =
                        (long) Crow.metres(world.streets(), free.get(car).link, waiting.get(trip).originLink);
            }
        }
        int[] columns = DenseAssignment.solve(metres);
        for (int row = 0; row < columns.length; row++) {
            world.assign(free.get(carsAreRows ? row : columns[row]), waiting.get(carsAreRows ? columns[row] : row));
        }
        PublishedCharging.decide(world);
    }

    /** Cars that the published rules let have a request. */
    static List<Car> free(World world) {
        return world.cars().stream()
                .filter(car -> switch (car.state) {
                    case IDLE, REPOSITIONING, STALL -> Battery.rangeKm(car.kwh) > RANGE_KM;
                    case CHARGING ->
                        car.site != null && car.site.isBase && Battery.rangeKm(car.kwh) >= CHARGING_RANGE_KM;
                    case TO_PICKUP, ON_TRIP, TO_SITE, QUEUED, OUT_OF_SERVICE -> false;
                })
                .toList();
    }

    /** Requests that no car is on its way to. */
    static List<Trip> waiting(World world) {
        Set<Trip> assigned = new HashSet<>();
        for (Car car : world.cars()) {
            if (car.state == State.TO_PICKUP && car.trip != null) {
                assigned.add(car.trip);
            }
        }
        return world.open().stream().filter(trip -> !assigned.contains(trip)).toList();
    }
}
