package robotaxi.ota.driving.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.MessageLite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.safety.v1.SafetyKind;
import robotaxi.contracts.telemetry.v1.ModelState;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;
import robotaxi.kit.events.KafkaClients;
import robotaxi.ota.TestDatabase;
import robotaxi.ota.driving.Driven;
import robotaxi.ota.driving.DrivingRecord;
import robotaxi.ota.driving.EventKind;
import robotaxi.ota.driving.Stratum;
import robotaxi.ota.fleet.Commission;
import robotaxi.ota.fleet.Fleet;

/** From what cars tell over Kafka to kilometres and events by release. */
@QuarkusTest
@TestProfile(DrivingTest.OwnDatabase.class)
class DrivingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    KafkaClients kafka;

    @Inject
    DrivingRecord driving;

    @Inject
    Fleet fleet;

    /** A database of its own, written each second. */
    public static class OwnDatabase extends TestDatabase {
        public OwnDatabase() {
            super("ota_driving");
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ota.driving.written", "PT1S");
        }
    }

    @Test
    void kilometresAreSpansOfTheOdometerAndEventsCountOnce() {
        Instant since = Instant.now();
        String release = "new@" + UUID.randomUUID();
        for (double metres : List.of(500_000.0, 507_000.0, 510_000.0)) {
            telemetry("canary", release, metres);
        }
        telemetry("other-1", "old@1", 1_000);
        telemetry("other-1", "old@1", 61_000);
        telemetry("other-2", "old@2", 2_000);
        telemetry("other-2", "old@2", 42_000);
        String braked = UUID.randomUUID().toString();
        safety(UUID.randomUUID().toString(), "canary", release, SafetyKind.SAFETY_KIND_DISENGAGEMENT);
        safety(braked, "canary", release, SafetyKind.SAFETY_KIND_HARD_BRAKE);
        safety(braked, "canary", release, SafetyKind.SAFETY_KIND_HARD_BRAKE);
        safety(UUID.randomUUID().toString(), "other-1", "old@1", SafetyKind.SAFETY_KIND_HARD_BRAKE);
        safety(UUID.randomUUID().toString(), "other-2", "old@2", SafetyKind.SAFETY_KIND_BOOKMARK);
        safety(UUID.randomUUID().toString(), "canary", release, SafetyKind.SAFETY_KIND_ASSISTANCE);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(total(release, EventKind.HARD_BRAKE, since)).isEqualTo(new Driven(10, 1, 100, 1)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(total(release, EventKind.DISENGAGEMENT, since))
                        .isEqualTo(new Driven(10, 1, 100, 0)));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(total(release, EventKind.ASSISTANCE, since)).isEqualTo(new Driven(10, 1, 100, 0)));
        assertThat(driving.hours(release, EventKind.HARD_BRAKE, since.plus(Duration.ofHours(2))))
                .isEmpty();
    }

    @Test
    void aCanaryIsComparedWithTheCarsOfItsMarket() {
        Instant since = Instant.now();
        String release = "new@" + UUID.randomUUID();
        fleet.register("north-new", "board", new Commission("north", "c", "", List.of()));
        fleet.register("north-old", "board", new Commission("north", "c", "", List.of()));
        fleet.register("south-old", "board", new Commission("south", "c", "", List.of()));
        for (String car : List.of("north-new", "north-old", "south-old")) {
            telemetry(car, car.equals("north-new") ? release : "old@1", 1_000);
            telemetry(car, car.equals("north-new") ? release : "old@1", 11_000);
        }
        safety(UUID.randomUUID().toString(), "south-old", "old@1", SafetyKind.SAFETY_KIND_MINIMAL_RISK_MANOEUVRE);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                driving.strata(release, EventKind.MINIMAL_RISK_MANOEUVRE, since).stream()
                                        .filter(stratum -> !stratum.marketId().isEmpty()))
                        .extracting(Stratum::marketId, Stratum::driven)
                        .containsExactly(
                                tuple("north", new Driven(10, 0, 10, 0)), tuple("south", new Driven(0, 0, 10, 1))));
    }

    private Driven total(String release, EventKind kind, Instant since) {
        return driving.strata(release, kind, since).stream()
                .filter(stratum -> stratum.marketId().isEmpty())
                .map(Stratum::driven)
                .reduce(new Driven(0, 0, 0, 0), Driven::plus);
    }

    private void telemetry(String vehicle, String release, double metres) {
        send(
                Topics.VEHICLE_TELEMETRY,
                vehicle,
                TelemetryBatch.newBuilder()
                        .setVehicleId(vehicle)
                        .addSamples(Sample.newBuilder()
                                .setOdometerMetres(metres)
                                .setModel(ModelState.newBuilder().setReleaseId(release))));
    }

    private void safety(String id, String vehicle, String release, SafetyKind kind) {
        send(
                Topics.VEHICLE_SAFETY,
                vehicle,
                SafetyEvent.newBuilder()
                        .setEventId(id)
                        .setVehicleId(vehicle)
                        .setReleaseId(release)
                        .setKind(kind));
    }

    private void send(Topics.Topic topic, String vehicle, MessageLite.Builder message) {
        kafka.producer()
                .send(new ProducerRecord<>(
                        topic.name(), vehicle, message.build().toByteArray()));
        kafka.producer().flush();
    }
}
