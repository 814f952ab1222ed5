package robotaxi.benchmarks.manhattan;

import java.util.Comparator;
import java.util.stream.Stream;
import robotaxi.benchmarks.manhattan.Car.State;

/**
 * When the published fleet charges: idle cars low in range go to the station with the least drive, queue and charge time; cars
 * idle for half an hour go to the nearest base by crow-fly and charge there.
 */
final class PublishedCharging {
    private static final double SOFT_RANGE_KM = 50;
    private static final double RANGE_KM = 20;
    private static final int IDLE_SECONDS = 1_800;
    static final double LIMIT_KWH = 0.8 * Battery.CAPACITY_KWH;

    private PublishedCharging() {}

    /** Gives the orders; may take an assignment of the same step back, as the published one does. */
    static void decide(World world) {
        for (Car car : world.cars()) {
            if (car.state == State.IDLE && Battery.rangeKm(car.kwh) <= SOFT_RANGE_KM) {
                chargeIfLow(world, car);
            }
            if (car.state == State.IDLE && world.now() - car.since > IDLE_SECONDS) {
                world.charge(
                        car,
                        sites(world, true)
                                .min(Comparator.comparingDouble(
                                        site -> Crow.metres(world.streets(), car.link, site.link)))
                                .orElseThrow());
            }
        }
    }

    private static void chargeIfLow(World world, Car car) {
        double nearestKm = sites(world, false)
                .mapToDouble(site -> world.streets().kilometres(world.streets().route(car.link, site.link)))
                .min()
                .orElse(0);
        if (Battery.rangeKm(car.kwh) <= RANGE_KM + nearestKm) {
            world.charge(
                    car,
                    sites(world, false)
                            .min(Comparator.comparingDouble(site -> secondsUntilCharged(world, car, site)))
                            .orElseThrow());
        }
    }

    private static double secondsUntilCharged(World world, Car car, Site site) {
        double drive = world.streets().millis(world.streets().route(car.link, site.link)) / 1_000.0;
        double charge = (LIMIT_KWH - car.kwh) / site.kw * 3_600;
        return drive + charge + (site.taken >= site.plugs ? charge / site.plugs : 0);
    }

    private static Stream<Site> sites(World world, boolean bases) {
        return world.sites().stream().filter(site -> site.isBase == bases);
    }
}
