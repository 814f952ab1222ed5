package robotaxi.ota.driving.adapter;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import robotaxi.contracts.Topics;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.safety.v1.SafetyKind;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.kit.events.EventConsumers;
import robotaxi.kit.events.TopicReplay;
import robotaxi.ota.driving.EventKind;
import robotaxi.ota.driving.adapter.PostgresDriving.Span;

/** Hears how far each release drives and what happens to it. The hour is ours: cars' clocks order nothing. */
@ApplicationScoped
class DrivingConsumers {
    private final EventConsumers consumers;
    private final TopicReplay replay;
    private final PostgresDriving driving;
    private final InstantSource clock;
    private final Map<Key, Span> spans = new ConcurrentHashMap<>();

    private record Key(String vehicleId, String releaseId, Instant hour) {}

    @Inject
    DrivingConsumers(EventConsumers consumers, TopicReplay replay, PostgresDriving driving, InstantSource clock) {
        this.consumers = consumers;
        this.replay = replay;
        this.driving = driving;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        // From now on is enough: the odometer tells the way that nobody listened to in the same hour.
        var _ = replay.follow(
                Topics.VEHICLE_TELEMETRY, clock.instant(), TelemetryBatch.parser(), (key, batch) -> telemetry(batch));
        consumers.subscribe(
                "ota.vehicle-safety", Topics.VEHICLE_SAFETY, SafetyEvent.parser(), (key, safety) -> safety(safety));
    }

    private void telemetry(TelemetryBatch batch) {
        Instant hour = hour();
        for (Sample sample : batch.getSamplesList()) {
            String releaseId = sample.getModel().getReleaseId();
            double metres = sample.getOdometerMetres();
            if (!releaseId.isEmpty() && Double.isFinite(metres)) {
                spans.merge(
                        new Key(batch.getVehicleId(), releaseId, hour),
                        new Span(batch.getVehicleId(), releaseId, hour, metres, metres),
                        (known, now) -> new Span(
                                known.vehicleId(),
                                releaseId,
                                hour,
                                Math.min(known.least(), now.least()),
                                Math.max(known.most(), now.most())));
            }
        }
    }

    private void safety(SafetyEvent event) {
        Optional<EventKind> kind = kind(event.getKind());
        if (kind.isPresent() && !event.getReleaseId().isEmpty()) {
            driving.happened(event.getEventId(), event.getVehicleId(), event.getReleaseId(), hour(), kind.get());
        }
    }

    private static Optional<EventKind> kind(SafetyKind kind) {
        return switch (kind) {
            case SAFETY_KIND_DISENGAGEMENT -> Optional.of(EventKind.DISENGAGEMENT);
            case SAFETY_KIND_MINIMAL_RISK_MANOEUVRE -> Optional.of(EventKind.MINIMAL_RISK_MANOEUVRE);
            case SAFETY_KIND_HARD_BRAKE -> Optional.of(EventKind.HARD_BRAKE);
            case SAFETY_KIND_ASSISTANCE -> Optional.of(EventKind.ASSISTANCE);
            default -> Optional.empty();
        };
    }

    private Instant hour() {
        return clock.instant().truncatedTo(ChronoUnit.HOURS);
    }

    @Scheduled(every = "${ota.driving.written:PT10S}", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    void write() {
        Instant hour = hour();
        List<Span> told = new ArrayList<>(spans.values());
        driving.drove(told);
        // This hour's goes on; it only ever grows.
        told.stream()
                .filter(span -> !span.hour().equals(hour))
                .forEach(span -> spans.remove(new Key(span.vehicleId(), span.releaseId(), span.hour()), span));
    }
}
