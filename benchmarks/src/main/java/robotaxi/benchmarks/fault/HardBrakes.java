package robotaxi.benchmarks.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import robotaxi.benchmarks.rider.FleetApi;

/** Puts something in the way of moving cars, again and again, through the simulator's own door. */
public final class HardBrakes {
    private static final double FAST_ENOUGH = 5.2;
    /** A car takes ten seconds to be ready for its next event, and its rider wants to arrive. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final FleetApi api;
    private final Map<String, Long> lastAt = new HashMap<>();
    private final AtomicInteger provoked = new AtomicInteger();

    /** Through the API of a stack. */
    public HardBrakes(FleetApi api) {
        this.api = api;
    }

    /** Times that something stood in the way. */
    public int provoked() {
        return provoked.get();
    }

    /** Goes on as long as {@code more} says so. */
    public void run(BooleanSupplier more) throws InterruptedException {
        while (more.getAsBoolean()) {
            JsonNode cars = api.get("", "simulator", "/status").body().path("cars");
            for (JsonNode car : cars) {
                String id = car.path("vehicleId").asText();
                if (car.path("speed").asDouble() > FAST_ENOUGH && isRested(id) && provoke(id)) {
                    lastAt.put(id, System.nanoTime());
                    break;
                }
            }
            TimeUnit.MILLISECONDS.sleep(700);
        }
    }

    private boolean isRested(String id) {
        Long last = lastAt.get(id);
        return last == null || System.nanoTime() - last > REST_NANOS;
    }

    private boolean provoke(String id) {
        boolean done = api.post("", "simulator", "/events/hard-brake?vehicleId=" + id, Map.of(), "")
                .ok();
        if (done) {
            provoked.incrementAndGet();
        }
        return done;
    }
}
