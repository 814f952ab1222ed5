package robotaxi.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import robotaxi.local.identity.RealmPlan;
import robotaxi.local.identity.Secrets;

/** Registers the local cars and gets each its enrolment token, as an operator would. */
final class FleetSetup {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAP_DIGITS = 12;

    private final StackFolder folder;
    private final Ports ports;
    private final Secrets secrets;
    private final StackOptions options;

    FleetSetup(StackFolder folder, Ports ports, Secrets secrets, StackOptions options) {
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
        this.options = options;
    }

    /** The origin of the world's frame, and the cars with tokens for those that have no certificate yet. */
    JsonNode prepare(Path extract) {
        String token = Http.token(
                ports.url("keycloak"),
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        RealmPlan.FLEET_SETUP,
                        "client_secret",
                        secrets.get("client." + RealmPlan.FLEET_SETUP)));
        ObjectNode setup = JSON.createObjectNode();
        setup.set("origin", origin(extract, token));
        Map<String, JsonNode> known = new HashMap<>();
        Http.send("GET", ports.url("gateway") + "/v1/vehicles", token, null)
                .orFail("the list of vehicles")
                .forEach(car -> known.put(car.path("vehicleId").asText(), car));
        String mapId = mapId(extract);
        ArrayNode cars = setup.putArray("cars");
        for (int number = 1; number <= options.cars(); number++) {
            cars.add(car(String.format(Locale.ROOT, "car-%02d", number), number, known, mapId, token));
        }
        return setup;
    }

    private ObjectNode car(String id, int number, Map<String, JsonNode> known, String mapId, String token) {
        ObjectNode car = JSON.createObjectNode();
        String vin = String.format(Locale.ROOT, "RBTX00000L%07d", number);
        CameraRig rig = number <= options.fourCameraCars() ? CameraRig.FOUR : CameraRig.FRONT_WIDE;
        car.put("vehicleId", id).put("vin", vin).put("hardwareId", "sim-cpu").put("thinking", rig.thinking());
        rig.cameras().forEach(car.putArray("cameras")::add);
        JsonNode registered = known.getOrDefault(id, JSON.createObjectNode());
        Path identity = folder.root().resolve("agent/" + id + "/identity");
        // The second is what agents of before the renewal kept; they take it over by themselves.
        boolean knowsItself =
                Files.exists(identity.resolve("identity.pem")) || Files.exists(identity.resolve("chain.pem"));
        if (!registered.isEmpty() && !registered.path("calibrationId").asText().equals(rig.calibrationId())) {
            Http.send(
                            "PUT",
                            ports.url("gateway") + "/v1/vehicles/" + id + "/commission",
                            token,
                            Map.of("calibrationId", rig.calibrationId()))
                    .orFail("the calibration of " + id);
        }
        if (registered.path("enrolled").asBoolean() && knowsItself) {
            return car.put("enrolmentToken", "");
        }
        Http.send(
                        "POST",
                        ports.url("gateway") + "/v1/vehicles",
                        token,
                        Map.of(
                                "vehicleId",
                                id,
                                "vin",
                                vin,
                                "hardwareId",
                                "sim-cpu",
                                "marketId",
                                options.marketId(),
                                "seats",
                                4,
                                "wheelchairAccessible",
                                number % 5 == 0,
                                "calibrationId",
                                rig.calibrationId(),
                                "mapId",
                                mapId))
                .orFail("registering " + id);
        return car.put(
                "enrolmentToken",
                Http.send("POST", ports.url("gateway") + "/v1/vehicles/" + id + "/enrolment-tokens", token, null)
                        .orFail("an enrolment token for " + id)
                        .path("token")
                        .asText());
    }

    /** Names the map's version by its content: the local stack knows no other. */
    private static String mapId(Path extract) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(extract));
            return "osm-" + HexFormat.of().formatHex(digest).substring(0, MAP_DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java itself has SHA-256", e);
        }
    }

    /** The middle of the operating area, fixed at the first start: the cars' stored positions refer to it. */
    private JsonNode origin(Path extract, String token) {
        Path file = extract.resolveSibling("origin.json");
        try {
            if (!Files.exists(file)) {
                JsonNode bounds = Http.send("GET", ports.url("dispatch") + "/v1/markets", token, null)
                        .orFail("the market")
                        .path(0)
                        .path("bounds");
                JSON.writeValue(
                        file.toFile(),
                        Map.of(
                                "latitude",
                                        (bounds.path(1).asDouble()
                                                        + bounds.path(3).asDouble())
                                                / 2,
                                "longitude",
                                        (bounds.path(0).asDouble()
                                                        + bounds.path(2).asDouble())
                                                / 2));
            }
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
