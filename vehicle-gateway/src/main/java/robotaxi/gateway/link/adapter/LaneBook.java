package robotaxi.gateway.link.adapter;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.LaneState;
import robotaxi.gateway.link.LaneProgress;

/** All cars' lanes at this gateway, written down once a second, telemetry once in ten. */
@ApplicationScoped
class LaneBook {
    private static final Logger LOG = Logger.getLogger(LaneBook.class);

    private static final int TELEMETRY_EVERY = 10;

    private final Map<String, CarLanes> cars = new ConcurrentHashMap<>();
    private final Watermarks watermarks;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lane-watermarks").daemon().factory());

    private long writes;

    @Inject
    LaneBook(Watermarks watermarks) {
        this.watermarks = watermarks;
    }

    void onStart(@Observes StartupEvent event) {
        writer.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.SECONDS);
    }

    void onStop(@Observes ShutdownEvent event) {
        writer.shutdownNow();
        write(CarLanes.ALL);
    }

    /**
     * The lanes of a car whose session begins here. What this gateway saw last may be newer than the table, and what the table
     * holds may be newer, written by a gateway where the car was meanwhile: the further of both is true.
     *
     * @param stored what the table holds
     */
    CarLanes begin(String vehicleId, Map<Lane, Long> stored, List<LaneState> queues) {
        CarLanes its = of(vehicleId);
        its.advance(stored);
        for (LaneState queue : queues) {
            if (its.restartIfBehind(queue.getLane(), queue.getLastSequence())) {
                LOG.warnf(
                        "A lane begins anew: the car's queue is not the one of before, vehicleId=%s lane=%s",
                        vehicleId, queue.getLane());
            }
        }
        return its;
    }

    /** The lanes of a car that has a session here. */
    CarLanes of(String vehicleId) {
        return cars.computeIfAbsent(vehicleId, id -> new CarLanes());
    }

    /** What this gateway knows of a car's lanes. */
    Map<Lane, LaneProgress.Numbers> numbers(String vehicleId) {
        CarLanes its = cars.get(vehicleId);
        return its == null ? Map.of() : its.numbers();
    }

    /** Sessions are over: what they achieved is written down at once, for the gateways that the cars go to. */
    void end(Collection<String> vehicleIds) {
        Map<String, Map<Lane, Long>> achieved = new HashMap<>();
        for (String vehicleId : vehicleIds) {
            CarLanes lanes = cars.get(vehicleId);
            if (lanes != null) {
                achieved.put(vehicleId, lanes.moved(CarLanes.ALL));
            }
        }
        store(achieved);
    }

    private void write() {
        // Telemetry moves every second for every car, and to repeat a little of it costs next to nothing.
        write(++writes % TELEMETRY_EVERY == 0 ? CarLanes.ALL : CarLanes.CONTROL);
    }

    private void write(List<Lane> which) {
        Map<String, Map<Lane, Long>> moved = new HashMap<>();
        cars.forEach((vehicleId, lanes) -> {
            Map<Lane, Long> news = lanes.moved(which);
            if (!news.isEmpty()) {
                moved.put(vehicleId, news);
            }
        });
        store(moved);
    }

    private void store(Map<String, Map<Lane, Long>> moved) {
        try {
            watermarks.store(moved);
        } catch (IllegalStateException e) {
            // A watermark that lags costs a repetition, no more.
            LOG.warnf("Watermarks could not be written: %s", e.getMessage());
        }
    }
}
