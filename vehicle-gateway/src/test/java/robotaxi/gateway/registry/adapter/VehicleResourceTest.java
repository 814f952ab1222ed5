package robotaxi.gateway.registry.adapter;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.Topics;
import robotaxi.contracts.vehicle.v1.VehicleRegistration;
import robotaxi.gateway.GatewayStack;
import robotaxi.testkit.KafkaReader;

@QuarkusTest
@QuarkusTestResource(GatewayStack.class)
class VehicleResourceTest {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void withoutALogInNobodyRegistersACar() {
        register("reg-0", "VIN-reg-0").statusCode(401);
    }

    @Test
    @TestSecurity(user = "rider", roles = "rider")
    void aRiderMayNotRegisterACar() {
        register("reg-0", "VIN-reg-0").statusCode(403);
    }

    @Test
    @TestSecurity(user = "operator", roles = "operator")
    void aRegisteredCarIsToldToTheFleet() throws Exception {
        register("reg-1", "VIN-reg-1").statusCode(201);
        var last = KafkaReader.readUntil(
                        kafka, Topics.VEHICLE_REGISTRY, record -> record.key().equals("reg-1"))
                .getLast();
        VehicleRegistration car = VehicleRegistration.parseFrom(last.value());
        assertThat(car.getVin()).isEqualTo("VIN-reg-1");
        assertThat(car.getMarketId()).isEqualTo("monaco");
        assertThat(car.getCertificateFingerprint()).isEmpty();
    }

    @Test
    @TestSecurity(user = "operator", roles = "operator")
    void theSameCarAgainIsNoErrorButItsVinIsItsOwn() {
        register("reg-2", "VIN-reg-2").statusCode(201);
        register("reg-2", "VIN-reg-2").statusCode(201);
        register("reg-3", "VIN-reg-2").statusCode(409).body("code", equalTo("vehicle.vin-taken"));
        register("reg-2", "VIN-other").statusCode(409).body("code", equalTo("vehicle.vin-taken"));
    }

    @Test
    @TestSecurity(user = "operator", roles = "operator")
    void aNewMapIsToldToTheFleetAndTheRestStays() throws Exception {
        register("reg-5", "VIN-reg-5").statusCode(201);
        given().contentType("application/json")
                .body(Map.of("mapId", "osm-2", "operatingAreaIds", List.of("harbour")))
                .put("/v1/vehicles/reg-5/commission")
                .then()
                .statusCode(204);
        var last = KafkaReader.readUntil(
                        kafka,
                        Topics.VEHICLE_REGISTRY,
                        record -> record.key().equals("reg-5") && new String(record.value(), UTF_8).contains("osm-2"))
                .getLast();
        VehicleRegistration car = VehicleRegistration.parseFrom(last.value());
        assertThat(car.getMapId()).isEqualTo("osm-2");
        assertThat(car.getOperatingAreaIdsList()).containsExactly("harbour");
        assertThat(car.getMarketId()).isEqualTo("monaco");
        given().contentType("application/json")
                .body(Map.of("mapId", "osm-2"))
                .put("/v1/vehicles/reg-unknown/commission")
                .then()
                .statusCode(404)
                .body("code", equalTo("vehicle.unknown"));
    }

    @Test
    @TestSecurity(user = "operator", roles = "operator")
    void whatIsMissingIsNamed() {
        given().contentType("application/json")
                .body(Map.of("vehicleId", "reg-4"))
                .post("/v1/vehicles")
                .then()
                .statusCode(422)
                .body("code", equalTo("vehicle.bad-request"))
                .body("detail", equalTo("vin is needed"));
    }

    @Test
    @TestSecurity(user = "operator", roles = "operator")
    void anUnknownCarGetsNoToken() {
        given().post("/v1/vehicles/reg-unknown/enrolment-tokens")
                .then()
                .statusCode(404)
                .body("code", equalTo("vehicle.unknown"));
    }

    private static ValidatableResponse register(String id, String vin) {
        return given().contentType("application/json")
                .body(Map.of("vehicleId", id, "vin", vin, "hardwareId", "sim-cpu", "marketId", "monaco"))
                .post("/v1/vehicles")
                .then();
    }
}
