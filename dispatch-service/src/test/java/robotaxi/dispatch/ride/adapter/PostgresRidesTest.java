package robotaxi.dispatch.ride.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.ride.v1.RideEvent;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideState;
import robotaxi.dispatch.ride.Rides;
import robotaxi.dispatch.ride.RidesContract;
import robotaxi.dispatch.ride.TestRides;
import robotaxi.dispatch.routing.Place;
import robotaxi.testkit.KafkaReader;

@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
class PostgresRidesTest extends RidesContract {
    @Inject
    Rides rides;

    @Inject
    DataSource database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Override
    protected Rides rides() {
        return rides;
    }

    @Override
    protected <T> T together(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }

    @Override
    protected String quote() {
        String id = UUID.randomUUID().toString();
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into quote values (?, 'rider', 'test', 0, 0, 0, 0, 1, 1, 0, 0, 0, 'EUR', 1, 1, now())""")) {
            insert.setString(1, id);
            insert.executeUpdate();
            return id;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyMoveLeavesItsHistoryAndItsEvent() throws Exception {
        Ride ride = TestRides.requested(
                UUID.randomUUID().toString(),
                "history",
                new Place(43.73, 7.41),
                new Place(43.74, 7.42),
                TestRides.START);
        String quote = quote();
        together(() -> {
            rides.add(ride, quote, quote);
            return true;
        });
        Ride cancelled = ((Ride.Move.Done) ride.to(RideState.CANCELLED_RIDER, TestRides.START.plusSeconds(5))).ride();
        together(() -> {
            rides.save(cancelled, ride, "rider", "rain");
            return true;
        });
        assertThat(history(ride.id().value()))
                .containsExactly("1  requested rider requested", "2 requested cancelled-rider rider rain");
        List<RideEvent> events = new ArrayList<>();
        for (var record :
                KafkaReader.readUntil(kafka, Topics.RIDE_EVENTS, r -> isOf(r.value(), ride, "cancelled-rider"))) {
            RideEvent event = RideEvent.parseFrom(record.value());
            if (event.getRideId().equals(ride.id().value())) {
                assertThat(KafkaReader.header(record, Topics.EVENT_ID)).isEqualTo(event.getEventId());
                events.add(event);
            }
        }
        assertThat(events).extracting(RideEvent::getToState).containsExactly("requested", "cancelled-rider");
        assertThat(events).extracting(RideEvent::getVersion).containsExactly(1L, 2L);
        assertThat(events.getLast().getCause()).isEqualTo("rain");
    }

    private static boolean isOf(byte[] value, Ride ride, String toState) {
        try {
            RideEvent event = RideEvent.parseFrom(value);
            return event.getRideId().equals(ride.id().value())
                    && event.getToState().equals(toState);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> history(String ride) throws SQLException {
        try (var connection = database.getConnection();
                var query =
                        connection.prepareStatement("select concat_ws(' ', version, from_state, to_state, actor, cause)"
                                + " from ride_transition where ride_id = ? order by version")) {
            query.setString(1, ride);
            List<String> moves = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    moves.add(rows.getString(1));
                }
            }
            return moves;
        }
    }
}
