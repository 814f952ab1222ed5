package robotaxi.kit.trace;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.ride.v1.RideEvent;
import robotaxi.contracts.vehicle.v1.Presence;
import robotaxi.kit.KitStack;
import robotaxi.kit.events.EventConsumers;
import robotaxi.kit.events.KafkaClients;
import robotaxi.kit.outbox.Outbox;
import robotaxi.testkit.KafkaReader;

@QuarkusTest
@QuarkusTestResource(KitStack.class)
class TracingTest {
    @Inject
    EventConsumers consumers;

    @Inject
    KafkaClients kafka;

    @Inject
    Outbox outbox;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @Test
    void whatAHandlerCausesBelongsToTheRecordsTraceHoweverOftenItIsTried() throws Exception {
        Trace car = Trace.begin();
        String caused = UUID.randomUUID().toString();
        String another = UUID.randomUUID().toString();
        var failures = new AtomicInteger(1);
        consumers.subscribe("kit.traced", Topics.VEHICLE_RESERVATIONS, Presence.parser(), (key, event) -> {
            if (key.equals(caused) && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the database is away");
            }
            QuarkusTransaction.requiringNew().run(() -> append(key));
        });
        Trace event;
        var logged = new LoggedTraces(EventConsumers.class.getName());
        try (logged) {
            send(caused, car.traceparent());
            send(another, "no trace");
            event = traceOf(caused);
        }
        assertThat(event.traceId()).isEqualTo(car.traceId());
        assertThat(event.spanId()).isNotEqualTo(car.spanId());
        assertThat(traceOf(another).traceId()).isNotEqualTo(car.traceId());
        assertThat(logged.traces).containsExactly(car.traceId());
    }

    @Test
    void aRequestGoesOnWithItsCallersTraceAndSoDoesWhatItCauses() {
        Trace caller = Trace.begin();
        String key = UUID.randomUUID().toString();
        given().header(Trace.HEADER, caller.traceparent())
                .body(key)
                .post("/traced")
                .then()
                .statusCode(200)
                .body(matchesPattern("00-" + caller.traceId() + "-(?!" + caller.spanId() + ")[0-9a-f]{16}-01"));
        assertThat(traceOf(key).traceId()).isEqualTo(caller.traceId());
    }

    @Test
    void aRequestWithoutATraceBeginsOneAndNoneLeaksIntoTheNext() {
        String first = given().get("/traced").asString();
        String second = given().header(Trace.HEADER, "nonsense").get("/traced").asString();
        assertThat(List.of(first, second))
                .allSatisfy(said -> assertThat(Trace.parse(said)).isPresent());
        assertThat(first).isNotEqualTo(second);
        assertThat(Tracing.current()).isEmpty();
    }

    @Test
    void anErrorNamesItsTrace() {
        Trace caller = Trace.begin();
        given().header(Trace.HEADER, caller.traceparent())
                .get("/broken/fault")
                .then()
                .statusCode(500)
                .body("traceId", equalTo(caller.traceId()));
    }

    @Test
    void workForAnotherThreadGoesOnInItsTraceAndLeavesNoneBehind() throws Exception {
        try (var thread = Executors.newSingleThreadExecutor()) {
            thread.submit(() -> {}).get();
            Trace trace = Trace.begin();
            try (var _ = Tracing.enter(trace)) {
                assertThat(thread.submit(Tracing.carry(
                                        () -> Tracing.current().orElseThrow().traceId()))
                                .get())
                        .isEqualTo(trace.traceId());
                Trace other = Trace.begin();
                try (var _ = Tracing.enter(other)) {
                    assertThat(Tracing.current()).contains(other);
                }
                assertThat(Tracing.current()).contains(trace);
            }
            assertThat(thread.submit(() -> Tracing.current().isEmpty()).get()).isTrue();
        }
        assertThat(Tracing.current()).isEmpty();
    }

    private void append(String key) {
        outbox.append(
                Topics.RIDE_EVENTS,
                key,
                key,
                RideEvent.newBuilder().setEventId(key).setRideId(key).build());
    }

    private void send(String key, String traceparent) throws Exception {
        var message = new ProducerRecord<>(
                Topics.VEHICLE_RESERVATIONS.name(),
                key,
                Presence.newBuilder().setVehicleId(key).build().toByteArray());
        message.headers().add(Topics.TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
        kafka.producer().send(message).get();
    }

    /** Of the event with this key. */
    private Trace traceOf(String key) {
        var last = KafkaReader.readUntil(brokers, Topics.RIDE_EVENTS, r -> key.equals(r.key()))
                .getLast();
        return Trace.parse(KafkaReader.header(last, Topics.TRACEPARENT)).orElseThrow();
    }

    /** Trace ids under which a logger speaks. */
    private static final class LoggedTraces extends Handler implements AutoCloseable {
        private final List<String> traces = new CopyOnWriteArrayList<>();
        private final Logger logger;

        LoggedTraces(String name) {
            logger = Logger.getLogger(name);
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord entry) {
            String trace = ExtLogRecord.wrap(entry).getMdc("traceId");
            if (trace != null) {
                traces.add(trace);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
