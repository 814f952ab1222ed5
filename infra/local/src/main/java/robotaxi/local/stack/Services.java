package robotaxi.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import robotaxi.local.identity.FleetPki;
import robotaxi.local.identity.PrivateFile;
import robotaxi.local.identity.RealmPlan;
import robotaxi.local.identity.ReleaseKeys;
import robotaxi.local.identity.Secrets;

/** How each program of the stack is started, and with which settings. */
final class Services {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SERVICE_HEAP = 144;
    private static final int DISPATCH_HEAP = 256;
    private static final double BLOCKED_LANES_PER_HOUR = 4;
    private static final double EMERGENCY_VEHICLES_PER_HOUR = 6;
    private static final int AGENT_HEAP = 384;
    private static final int SIMULATOR_HEAP = 384;

    private final StackFolder folder;
    private final StackOptions options;
    private final Ports ports;
    private final Secrets secrets;
    private final FleetPki pki;
    private final ReleaseKeys releaseKeys;
    private final Path extract;
    private final PostgresComponent postgres;
    private final KafkaComponent kafka;
    private final ServiceStarter starter;

    Services(
            StackFolder folder,
            StackOptions options,
            Ports ports,
            Secrets secrets,
            FleetPki pki,
            ReleaseKeys releaseKeys,
            Path extract) {
        this.folder = folder;
        this.options = options;
        this.ports = ports;
        this.secrets = secrets;
        this.pki = pki;
        this.releaseKeys = releaseKeys;
        this.extract = extract;
        this.postgres = new PostgresComponent(folder, ports, secrets);
        this.kafka = new KafkaComponent(folder, ports);
        this.starter = new ServiceStarter(folder, ports, pki, postgres, kafka);
    }

    PostgresComponent postgres() {
        return postgres;
    }

    KafkaComponent kafka() {
        return kafka;
    }

    Component gateway() {
        return starter.gateway("gateway", JavaProcess.frugal(SERVICE_HEAP), Map.of());
    }

    Component dispatch() {
        Map<String, String> settings = starter.settings("dispatch", "dispatch");
        settings.put("DISPATCH_MARKET_ID", options.marketId());
        settings.put("DISPATCH_MARKET_NAME", options.marketName());
        settings.put("DISPATCH_MARKET_MAP", extract.toString());
        if (options.map() == null) {
            settings.put("DISPATCH_MARKET_ZONE", "Europe/Monaco");
        }
        settings.put(
                "DISPATCH_MARKET_GRAPH_FOLDER",
                // Another name whenever what is stored of a road changes: a graph of the old kind is not read.
                extract.resolveSibling("dispatch-graph-4").toString());
        settings.put("DISPATCH_SECRET_KEY", secrets.getForKeys("dispatch.secret-key"));
        settings.put("ROBOTAXI_KEYCLOAK_CLIENT_SECRET", secrets.get("client." + RealmPlan.DISPATCH));
        settings.put("ROBOTAXI_WEBHOOKS_ALLOW_LOOPBACK", "true");
        settings.putAll(pki.signer("dispatch").environment());
        return service("dispatch", "dispatch-service", DISPATCH_HEAP, settings);
    }

    Component ota() {
        Map<String, String> settings = vehiclePort(starter.settings("ota", "ota"), "ota-vehicle");
        settings.put("OTA_ARTIFACTS_FOLDER", folder.folder("ota/artifacts").toString());
        settings.put("OTA_TRUST_SNAPSHOT_KEY_FILE", releaseKeys.snapshotKey().toString());
        settings.put("OTA_TRUST_TIMESTAMP_KEY_FILE", releaseKeys.timestampKey().toString());
        settings.put("OTA_TRUST_DIRECTOR_KEY_FILE", releaseKeys.directorKey().toString());
        settings.put("OTA_EVIDENCE_KEYS", releaseKeys.evidenceKey().publicKey().publicHex());
        settings.put("OTA_ROLLOUT_RESERVATION_RETRY", "PT3S");
        settings.putAll(pki.signer("ota").environment());
        return service("ota", "ota-service", SERVICE_HEAP, settings);
    }

    Component incident() {
        Map<String, String> settings = vehiclePort(starter.settings("incident", "incident"), "incident-vehicle");
        settings.put(
                "INCIDENT_EVIDENCE_FOLDER", folder.folder("incident/evidence").toString());
        settings.putAll(pki.keeper().environment());
        settings.putAll(pki.signer("incident").environment());
        return service("incident", "incident-service", SERVICE_HEAP, settings);
    }

    Component console() {
        Map<String, String> settings = starter.settings("console", "console");
        settings.put("CONSOLE_DISPATCH_URL", ports.url("dispatch"));
        settings.put("CONSOLE_GATEWAY_URL", ports.url("gateway"));
        settings.put("CONSOLE_OTA_URL", ports.url("ota"));
        settings.put("CONSOLE_INCIDENT_URL", ports.url("incident"));
        settings.put("CONSOLE_PUBLIC_URL", ports.url("console"));
        settings.put("QUARKUS_OIDC_CREDENTIALS_SECRET", secrets.get("client." + RealmPlan.CONSOLE));
        settings.put("CONSOLE_TOKEN_KEY", secrets.getForKeys("console.token-key"));
        return service("console", "operator-console", SERVICE_HEAP, settings);
    }

    Component agent(JsonNode setup) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("stateFolder", folder.folder("agent").toString());
        settings.put("grpcPort", ports.of("agent"));
        settings.put(
                "gateway",
                Map.of(
                        "host", "localhost",
                        "linkPort", ports.of("gateway-link"),
                        "enrolmentPort", ports.of("gateway-enrolment")));
        settings.put("otaUrl", "https://localhost:" + ports.of("ota-vehicle"));
        settings.put("incidentUrl", "https://localhost:" + ports.of("incident-vehicle"));
        settings.put("trustRoot", pki.root().toString());
        settings.put(
                "updates",
                Map.of(
                        "tufRoot", releaseKeys.root().toString(),
                        "directorRoot", releaseKeys.directorRoot().toString()));
        settings.put("origin", setup.get("origin"));
        settings.put("modelBudgetCpuShare", 0.4);
        // Two cores for a whole fleet are late now and then; nobody sits at the desk of a demonstration to let each car
        // go.
        settings.put("minimalRiskHealsItself", true);
        settings.put("cameraHz", 4);
        settings.put("cars", setup.get("cars"));
        return program("agent", "onboard-agent", "robotaxi.onboard.Main", AGENT_HEAP, settings, "", ports.of("agent"));
    }

    Component simulator(JsonNode setup) {
        List<Map<String, String>> cars = new ArrayList<>();
        setup.get("cars")
                .forEach(
                        car -> cars.add(Map.of("vehicleId", car.get("vehicleId").asText())));
        Map<String, Object> demand = new LinkedHashMap<>();
        demand.put("enabled", options.ridesPerHour() > 0);
        demand.put("ridesPerHour", options.ridesPerHour());
        demand.put("dispatchUrl", ports.url("dispatch"));
        demand.put("tokenUrl", ports.url("keycloak") + "/realms/robotaxi/protocol/openid-connect/token");
        demand.put("clientId", RealmPlan.RIDER_APP);
        demand.put("username", "simulated-riders");
        demand.put("password", secrets.get("person.simulated-riders"));
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("pbf", extract.toString());
        settings.put("graphFolder", extract.resolveSibling("simulator-graph").toString());
        settings.put("origin", setup.get("origin"));
        settings.put("seed", options.seed());
        settings.put("agent", "127.0.0.1:" + ports.of("agent"));
        settings.put("statusPort", ports.of("simulator"));
        settings.put("cars", cars);
        settings.put("stateFolder", folder.folder("simulator").toString());
        settings.put("trafficVehicles", options.trafficVehicles());
        settings.put("hardBrakesPerHour", options.hardBrakesPerHour());
        // Who wants no surprises wants none of these either.
        boolean eventful = options.hardBrakesPerHour() > 0;
        settings.put("blockedLanesPerHour", eventful ? BLOCKED_LANES_PER_HOUR : 0);
        settings.put("emergencyVehiclesPerHour", eventful ? EMERGENCY_VEHICLES_PER_HOUR : 0);
        settings.put("demand", demand);
        return program(
                "simulator",
                "city-simulator",
                "robotaxi.city.Main",
                SIMULATOR_HEAP,
                settings,
                ports.url("simulator") + "/status",
                0);
    }

    private Component service(String name, String module, int heap, Map<String, String> settings) {
        List<String> jvm = new ArrayList<>(JavaProcess.frugal(heap));
        if (settings.containsKey("QUARKUS_HTTP_SSL_PORT")) {
            jvm.addAll(vehicleTls(pki));
        }
        return starter.service(name, name, module, jvm, settings);
    }

    private Component program(
            String name,
            String module,
            String main,
            int heap,
            Map<String, Object> settings,
            String readyUrl,
            int readyPort) {
        Path file = folder.file(name + ".json");
        try {
            PrivateFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path target = folder.project().resolve(module + "/target");
        List<String> arguments = new ArrayList<>(JavaProcess.frugal(heap));
        // These two compute all the time; the second compiler pays for itself.
        arguments.remove("-XX:TieredStopAtLevel=1");
        arguments.add(main);
        if ("simulator".equals(name)) {
            arguments.add("run");
        }
        arguments.add("--config");
        arguments.add(file.toString());
        // By the environment: ONNX Runtime 1.29.0 crashes in a JVM whose command line is longer than about 3.8 KB.
        String classPath =
                target.resolve(module + "-0.1.0-SNAPSHOT.jar") + java.io.File.pathSeparator + target.resolve("lib/*");
        return new JavaProcess(name, folder, arguments, Map.of("CLASSPATH", classPath), readyUrl, readyPort);
    }

    private Map<String, String> vehiclePort(Map<String, String> settings, String name) {
        settings.put("QUARKUS_HTTP_SSL_PORT", starter.port(name));
        return settings;
    }

    /** Keys of named TLS configurations cannot be spelt as environment variables. */
    static List<String> vehicleTls(FleetPki pki) {
        return List.of(
                "-Dquarkus.http.tls-configuration-name=vehicle",
                "-Dquarkus.tls.vehicle.key-store.pem.0.cert=" + pki.server(),
                "-Dquarkus.tls.vehicle.key-store.pem.0.key=" + pki.serverKey(),
                "-Dquarkus.tls.vehicle.trust-store.pem.certs=" + pki.root());
    }
}
