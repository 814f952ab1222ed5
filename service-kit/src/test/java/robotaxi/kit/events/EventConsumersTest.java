package robotaxi.kit.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.Topics.Topic;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.kit.KitStack;

@QuarkusTest
@QuarkusTestResource(KitStack.class)
class EventConsumersTest {
    /** Field 1, two bytes long, but only one follows. */
    private static final byte[] NO_PROTOBUF = {10, 2, 65};

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    EventConsumers consumers;

    @Inject
    TopicReplay replay;

    @Inject
    KafkaClients kafka;

    @Inject
    DataSource database;

    @Test
    void aHandlerThatFailsIsTriedAgainAndNothingIsSkippedOrOvertaken() throws Exception {
        String car = UUID.randomUUID().toString();
        for (long epoch = 1; epoch <= 3; epoch++) {
            send(Topics.ROLLOUT_EVENTS, car, presence(car, epoch));
        }
        List<Long> done = new CopyOnWriteArrayList<>();
        var failures = new AtomicInteger(2);
        consumers.subscribe("kit.retry", Topics.ROLLOUT_EVENTS, Presence.parser(), (key, event) -> {
            if (event.getSessionEpoch() == 2 && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the database is away");
            }
            if (key.equals(car)) {
                done.add(event.getSessionEpoch());
            }
        });
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(done).containsExactly(1L, 2L, 3L));
    }

    @Test
    void anUnreadableRecordIsKeptWithItsReasonAndTheNextOneIsHandled() throws Exception {
        String car = UUID.randomUUID().toString();
        send(Topics.RELEASE_EVENTS, car, NO_PROTOBUF);
        send(Topics.RELEASE_EVENTS, car, presence(car, 7));
        List<Long> done = new CopyOnWriteArrayList<>();
        consumers.subscribe(
                "kit.unreadable",
                Topics.RELEASE_EVENTS,
                Presence.parser(),
                (key, event) -> done.add(event.getSessionEpoch()));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(done).containsExactly(7L));
        assertThat(kept(car)).singleElement().satisfies(row -> {
            assertThat(row.topic()).isEqualTo("release.events");
            assertThat(row.payload()).isEqualTo("0a0241");
            assertThat(row.reason()).isNotBlank();
        });
    }

    @Test
    void aReplaySaysWhenItHasSeenAllThatWasThereAndThenGoesOn() throws Exception {
        String car = UUID.randomUUID().toString();
        send(Topics.INCIDENT_EVENTS, car, presence(car, 1));
        send(Topics.INCIDENT_EVENTS, car, NO_PROTOBUF);
        send(Topics.INCIDENT_EVENTS, car, presence(car, 2));
        List<Long> seen = new CopyOnWriteArrayList<>();
        var caughtUp = replay.follow(
                Topics.INCIDENT_EVENTS, null, Presence.parser(), (key, event) -> seen.add(event.getSessionEpoch()));
        caughtUp.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(seen).containsExactly(1L, 2L);
        assertThat(kept(car)).hasSize(1);
        send(Topics.INCIDENT_EVENTS, car, presence(car, 3));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen).containsExactly(1L, 2L, 3L));
    }

    private static byte[] presence(String car, long epoch) {
        return Presence.newBuilder()
                .setVehicleId(car)
                .setSessionEpoch(epoch)
                .build()
                .toByteArray();
    }

    private void send(Topic topic, String key, byte[] value) throws Exception {
        kafka.producer().send(new ProducerRecord<>(topic.name(), key, value)).get();
    }

    private record Kept(String topic, String payload, String reason) {}

    private List<Kept> kept(String key) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select topic, encode(payload, 'hex'), reason from unreadable_record where record_key = ?")) {
            query.setString(1, key);
            List<Kept> all = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    all.add(new Kept(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
            return all;
        }
    }
}
