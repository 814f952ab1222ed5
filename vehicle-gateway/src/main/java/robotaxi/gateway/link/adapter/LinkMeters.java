package robotaxi.gateway.link.adapter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import robotaxi.contracts.link.v1.Lane;

/** What a person looks at when the link is slow: where records wait, who was put off and why. */
@ApplicationScoped
class LinkMeters {
    private final Map<Lane, LaneMeters> lanes = new EnumMap<>(Lane.class);
    private final MeterRegistry meters;
    private final Counter conflated;

    private record LaneMeters(Counter records, Timer durable) {}

    @Inject
    LinkMeters(MeterRegistry meters, LaneProducers producers) {
        this.meters = meters;
        for (Lane lane : CarLanes.ALL) {
            lanes.put(
                    lane,
                    new LaneMeters(
                            Counter.builder("gateway.link.records")
                                    .description("Records taken in")
                                    .tag("lane", CarLanes.word(lane))
                                    .register(meters),
                            Timer.builder("gateway.link.durable")
                                    .description("From a record's arrival until Kafka, or the ledger, has it for good")
                                    .tag("lane", CarLanes.word(lane))
                                    .register(meters)));
        }
        for (Lane lane : producers.lanes()) {
            Gauge.builder("gateway.link.budget.fill", producers, all -> all.fill(lane))
                    .description("Part of a lane's budget of bytes that is on its way to Kafka")
                    .tag("lane", CarLanes.word(lane))
                    .register(meters);
        }
        conflated = Counter.builder("gateway.link.conflated")
                .description("Batches of telemetry that cars left out because the link was under pressure")
                .register(meters);
    }

    /** A record was taken in. */
    void taken(CarRecord record) {
        its(record.lane()).records().increment();
        if (record.conflated() > 0) {
            conflated.increment(record.conflated());
        }
    }

    /** A record became durable. */
    void durable(Lane lane, long sinceNanos) {
        its(lane).durable().record(System.nanoTime() - sinceNanos, TimeUnit.NANOSECONDS);
    }

    /** A record was refused for good, or put off. */
    void refused(Lane lane, String code, boolean comesAgain) {
        meters.counter(
                        comesAgain ? "gateway.link.put.off" : "gateway.link.refused.records",
                        "lane",
                        CarLanes.word(lane),
                        "code",
                        code)
                .increment();
    }

    private LaneMeters its(Lane lane) {
        LaneMeters its = lanes.get(lane);
        if (its == null) {
            throw new IllegalArgumentException("no such lane: " + lane);
        }
        return its;
    }
}
