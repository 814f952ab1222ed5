package robotaxi.benchmarks.manhattan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** First come, first served: each request gets the idle car that is there first by road. Charging as published. */
final class NearestIdle implements Policy {
    @Override
    public void decide(World world) {
        List<Car> free = new ArrayList<>(Published.free(world));
        for (Trip trip : Published.waiting(world)) {
            free.stream()
                    .min(Comparator.comparingInt((Car car) -> millis(world.streets(), car, trip))
                            .thenComparingInt(car -> car.id))
                    .ifPresent(car -> {
                        world.assign(car, trip);
                        free.remove(car);
                    });
        }
        PublishedCharging.decide(world);
    }

    private static int millis(Streets streets, Car car, Trip trip) {
        return car.millisToLeave(streets) + streets.millisBetween(car.link, trip.originLink);
    }
}
