package robotaxi.gateway.link.adapter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import robotaxi.contracts.link.v1.Credit;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.gateway.link.Pressure;

/**
 * How many records of a lane a car may have under way. While telemetry comes faster than Kafka takes it, cars get little credit
 * for it, which makes them leave out all but each second's last sample, and none for bulk. What must not wait keeps its credit.
 */
@ApplicationScoped
class Credits {
    private static final Logger LOG = Logger.getLogger(Credits.class);
    private static final int PLENTY = 1_000;
    private static final Map<Lane, Integer> UNDER_PRESSURE = Map.of(Lane.LANE_TELEMETRY, 16, Lane.LANE_BULK, 0);
    private static final long LOOK_EVERY_MILLIS = 100;

    private final Pressure pressure = new Pressure();
    private final Set<StreamOut> streams = ConcurrentHashMap.newKeySet();
    private final LaneProducers producers;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("link-credits").daemon().factory());

    @Inject
    Credits(LaneProducers producers, MeterRegistry meters) {
        this.producers = producers;
        Gauge.builder("gateway.link.throttled.streams", this, credits -> credits.pressure.isOn() ? streams.size() : 0)
                .description("Streams that get little credit because telemetry comes faster than Kafka takes it")
                .register(meters);
    }

    void onStart(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    void onStop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    /** Credit for these lanes of a stream, now. */
    List<Credit> of(List<Lane> lanes) {
        return lanes.stream().map(this::of).toList();
    }

    /** Credit for this lane, now. */
    Credit of(Lane lane) {
        int records = pressure.isOn() ? UNDER_PRESSURE.getOrDefault(lane, PLENTY) : PLENTY;
        return Credit.newBuilder().setLane(lane).setRecords(records).build();
    }

    /** A bulk stream that hears of changes from now on. */
    void follow(StreamOut stream) {
        streams.add(stream);
    }

    /** It is over. */
    void forget(StreamOut stream) {
        streams.remove(stream);
    }

    private void look() {
        if (pressure.look(producers.fill(Lane.LANE_TELEMETRY))) {
            LOG.warnf(
                    "Telemetry's pressure %s, %d streams are told",
                    pressure.isOn() ? "began" : "ended", streams.size());
            List<OpenResponse> news = of(CarLanes.BULK).stream()
                    .map(credit -> OpenResponse.newBuilder().setCredit(credit).build())
                    .toList();
            streams.forEach(stream -> news.forEach(stream::send));
        }
    }
}
