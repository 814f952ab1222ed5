package robotaxi.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.ride.v1.RideEvent;
import robotaxi.kit.KitStack;
import robotaxi.testkit.KafkaReader;

@QuarkusTest
@QuarkusTestResource(KitStack.class)
class OutboxTest {
    @Inject
    Outbox outbox;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    DataSource database;

    @Test
    void whatCommittedReachesKafkaOnceAndInTheOrderOfItsKey() {
        String key = UUID.randomUUID().toString();
        for (int batch = 0; batch < 4; batch++) {
            int first = batch * 10;
            QuarkusTransaction.requiringNew()
                    .run(() -> IntStream.range(first, first + 10).forEach(i -> append(key, i)));
        }
        var seen = KafkaReader.readUntil(
                        kafka, Topics.RIDE_EVENTS, r -> eventId(r).equals(key + "/39"))
                .stream()
                .filter(r -> r.key().equals(key))
                .toList();
        assertThat(seen)
                .extracting(OutboxTest::eventId)
                .containsExactlyElementsOf(
                        IntStream.range(0, 40).mapToObj(i -> key + "/" + i).toList());
        assertThat(KafkaReader.header(seen.getFirst(), Topics.TRACEPARENT)).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        await().untilAsserted(() -> assertThat(rowsOf(key)).isZero());
    }

    @Test
    void ofWhatRolledBackNobodyHears() {
        String key = UUID.randomUUID().toString();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    append(key, 1);
                    throw new IllegalStateException("changed its mind");
                }))
                .hasMessage("changed its mind");
        QuarkusTransaction.requiringNew().run(() -> append(key, 2));
        List<String> seen =
                KafkaReader.readUntil(kafka, Topics.RIDE_EVENTS, r -> eventId(r).equals(key + "/2")).stream()
                        .filter(r -> r.key().equals(key))
                        .map(OutboxTest::eventId)
                        .toList();
        assertThat(seen).containsExactly(key + "/2");
    }

    @Test
    void outsideATransactionNothingLeaves() {
        assertThatThrownBy(() -> append("nobody", 1)).isInstanceOf(IllegalStateException.class);
        assertThat(rowsOf("nobody")).isZero();
    }

    private void append(String key, int number) {
        String id = key + "/" + number;
        outbox.append(
                Topics.RIDE_EVENTS,
                key,
                id,
                RideEvent.newBuilder().setEventId(id).setRideId(key).build());
    }

    private static String eventId(org.apache.kafka.clients.consumer.ConsumerRecord<String, byte[]> message) {
        return KafkaReader.header(message, Topics.EVENT_ID);
    }

    private int rowsOf(String key) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select count(*) from outbox where record_key = ?")) {
            query.setString(1, key);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
