package robotaxi.benchmarks.link;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Safety events of cars that behave: how soon each is acknowledged, and whether any session suffers. */
final class SafetyLoad {
    private SafetyLoad() {}

    static Map<String, Object> run(LoadOrder order) throws InterruptedException {
        try (var cars = new SafetyCars(order, order.cars())) {
            TimeUnit.SECONDS.sleep(order.warmSeconds());
            cars.forget();
            TimeUnit.SECONDS.sleep(order.seconds());
            return cars.finish();
        }
    }
}
