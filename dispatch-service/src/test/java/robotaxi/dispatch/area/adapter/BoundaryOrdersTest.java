package robotaxi.dispatch.area.adapter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.command.v1.SetOperatingArea;
import robotaxi.contracts.geo.v1.Polygon;
import robotaxi.contracts.signing.OrderRights;
import robotaxi.dispatch.CarOnKafka;
import robotaxi.dispatch.DispatchStack;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.events.KafkaClients;
import robotaxi.testkit.KafkaReader;

/** Cars are told the outer boundary of their market, by what they say that they hold. */
@QuarkusTest
@QuarkusTestResource(DispatchStack.class)
class BoundaryOrdersTest {
    private static final Place CASINO = new Place(43.7396, 7.4276);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String AREAS = "/v1/markets/monaco/areas";
    private static final double D = 0.05;

    @Inject
    DataSource database;

    @Inject
    KafkaClients clients;

    @Inject
    MarketOwner owner;

    @Inject
    OperatingAreas areas;

    @Inject
    BoundaryStore store;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @AfterEach
    void forget() throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.createStatement()) {
            delete.execute("delete from operating_area");
        }
        areas.lookAgain();
    }

    @Test
    @TestSecurity(user = "olga", roles = "operator")
    void aCarThatHoldsAnotherAreaOrNoneIsToldOnceAndEachChangeIsANewVersion() {
        await().atMost(PATIENCE).until(() -> owner.owns("monaco"));
        String id = "bounded-" + UUID.randomUUID();
        try (var car = new CarOnKafka(clients, id, CASINO)) {
            Command first = told(id, _ -> true);
            SetOperatingArea city = first.getSetOperatingArea();
            assertThat(city.getMarketId()).isEqualTo("monaco");
            assertThat(city.getVersion()).isPositive();
            assertThat(lies(CASINO, city.getPolygons(0))).isTrue();
            assertThat(lies(new Place(43.7, 7.27), city.getPolygons(0)))
                    .as("Nice")
                    .isFalse();
            assertThat(first.getSignature().isEmpty()).isFalse();
            assertThat(OrderRights.mayOrder(first.getSigner(), first.getBodyCase()))
                    .isTrue();
            assertThat(ProtoTime.of(first.getNotAfter())).isAfter(ProtoTime.of(first.getIssuedAt()));
            car.holds("monaco", city.getVersion());

            String area = serve();
            SetOperatingArea box =
                    told(id, order -> order.getVersion() > city.getVersion()).getSetOperatingArea();
            assertThat(box.getPolygonsList()).singleElement().satisfies(polygon -> {
                assertThat(polygon.getOutline().getCornersCount()).isEqualTo(4);
                assertThat(polygon.getOutline().getCornersList())
                        .allSatisfy(corner -> assertThat(Math.abs(corner.getLatitudeDegrees() - CASINO.latitude()))
                                .isCloseTo(D, org.assertj.core.api.Assertions.within(1e-9)));
            });
            car.holds("monaco", box.getVersion());

            given().contentType("application/json")
                    .body(Map.of("reason", "over"))
                    .delete(AREAS + "/" + area)
                    .then()
                    .statusCode(200);
            SetOperatingArea again =
                    told(id, order -> order.getVersion() > box.getVersion()).getSetOperatingArea();
            assertThat(again.getPolygonsList()).isEqualTo(city.getPolygonsList());

            String other = "bounded-" + UUID.randomUUID();
            try (var _ = new CarOnKafka(clients, other, CASINO)) {
                assertThat(told(other, _ -> true).getSetOperatingArea()).isEqualTo(again);
            }
            assertThat(all(id))
                    .extracting(command -> command.getSetOperatingArea().getVersion())
                    .as("what it was told just now is not repeated while it may still answer")
                    .containsExactly(city.getVersion(), box.getVersion(), again.getVersion());

            car.holds("monaco", again.getVersion());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> given().get("/v1/vehicles")
                            .then()
                            .body(
                                    "find { it.vehicleId == '" + id + "' }.operatingArea",
                                    equalTo("monaco, version " + again.getVersion())));
            areas.lookAgain();
            car.holds("elsewhere", 99);
            await().atMost(PATIENCE).until(() -> all(id).size() == 4);
            assertThat(all(id).getLast().getSetOperatingArea())
                    .as("a car that comes back from another market")
                    .isEqualTo(again);
        }
    }

    @Test
    void theSameLineKeepsItsVersionAndAnotherOneCountsOn() {
        String market = "town-" + UUID.randomUUID();
        assertThat(version(market, box(1), 0)).isEqualTo(1);
        assertThat(version(market, box(1), 0)).isEqualTo(1);
        assertThat(version(market, box(2), 1)).isEqualTo(2);
        assertThat(version(market, box(1), 1)).as("never back").isEqualTo(3);
        assertThat(version(market, box(1), 3)).isEqualTo(3);
        assertThat(version(market, box(1), 7))
                .as("a database from a backup, and a car that knows a later line")
                .isEqualTo(8);
        assertThat(version("village-" + market, box(1), 7)).isEqualTo(8);
    }

    private long version(String market, Geometry line, long held) {
        return QuarkusTransaction.requiringNew().call(() -> store.version(market, line, held));
    }

    private static Geometry box(double degrees) {
        return new GeometryFactory().toGeometry(new Envelope(0, degrees, 0, degrees));
    }

    /** The first such order to a car. */
    private Command told(String car, Predicate<SetOperatingArea> wanted) {
        return KafkaReader.readUntil(kafka, Topics.VEHICLE_COMMANDS, record -> {
                    Command command = parsed(record.value());
                    return command.getVehicleId().equals(car)
                            && command.hasSetOperatingArea()
                            && wanted.test(command.getSetOperatingArea());
                })
                .stream()
                .map(record -> parsed(record.value()))
                .toList()
                .getLast();
    }

    /** All of them so far. */
    private List<Command> all(String car) {
        return KafkaReader.readAll(kafka, Topics.VEHICLE_COMMANDS).stream()
                .map(record -> parsed(record.value()))
                .filter(command -> command.getVehicleId().equals(car) && command.hasSetOperatingArea())
                .toList();
    }

    private static Command parsed(byte[] value) {
        try {
            return Command.parseFrom(value);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean lies(Place place, Polygon polygon) {
        var corners = polygon.getOutline().getCornersList();
        boolean inside = false;
        for (int i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
            var a = corners.get(i);
            var b = corners.get(j);
            boolean straddles =
                    (a.getLatitudeDegrees() > place.latitude()) != (b.getLatitudeDegrees() > place.latitude());
            double at = (b.getLongitudeDegrees() - a.getLongitudeDegrees())
                            * (place.latitude() - a.getLatitudeDegrees())
                            / (b.getLatitudeDegrees() - a.getLatitudeDegrees())
                    + a.getLongitudeDegrees();
            if (straddles && place.longitude() < at) {
                inside = !inside;
            }
        }
        return inside;
    }

    private String serve() {
        double west = CASINO.longitude() - D;
        double east = CASINO.longitude() + D;
        double south = CASINO.latitude() - D;
        double north = CASINO.latitude() + D;
        var ring = List.of(
                List.of(west, south),
                List.of(east, south),
                List.of(east, north),
                List.of(west, north),
                List.of(west, south));
        var area = Map.of(
                "name", "all", "effect", "SERVED", "geometry", Map.of("type", "Polygon", "coordinates", List.of(ring)));
        return given().contentType("application/json")
                .body(Map.of("area", area, "reason", "we drive here"))
                .post(AREAS)
                .then()
                .statusCode(201)
                .extract()
                .path("area.areaId");
    }
}
