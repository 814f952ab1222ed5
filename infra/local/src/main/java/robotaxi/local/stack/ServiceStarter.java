package robotaxi.local.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import robotaxi.local.identity.FleetPki;

/** What every service is started with: its jar, port, database, broker and certificates. */
record ServiceStarter(StackFolder folder, Ports ports, FleetPki pki, PostgresComponent postgres, KafkaComponent kafka) {

    /** A service; {@code port} is the name of its port. */
    Component service(String name, String port, String module, List<String> jvm, Map<String, String> settings) {
        List<String> arguments = new ArrayList<>(jvm);
        arguments.add("-jar");
        arguments.add(folder.project()
                .resolve(module + "/target/quarkus-app/quarkus-run.jar")
                .toString());
        return new JavaProcess(name, folder, arguments, settings, ports.url(port) + "/q/health/ready", ports.of(port));
    }

    /** A gateway; {@code more} wins over the settings that every one has. */
    Component gateway(String name, List<String> jvm, Map<String, String> more) {
        Map<String, String> settings = settings("gateway", "gateway");
        settings.put("GATEWAY_LINK_PORT", port("gateway-link"));
        settings.put("GATEWAY_ENROLMENT_PORT", port("gateway-enrolment"));
        settings.put("GATEWAY_PKI_ROOT", pki.root().toString());
        settings.put("GATEWAY_PKI_INTERMEDIATE", pki.intermediate().toString());
        settings.put("GATEWAY_PKI_INTERMEDIATE_KEY", pki.intermediateKey().toString());
        settings.put("GATEWAY_PKI_SERVER", pki.server().toString());
        settings.put("GATEWAY_PKI_SERVER_KEY", pki.serverKey().toString());
        settings.putAll(pki.signer("gateway").environment());
        settings.putAll(more);
        return service(name, "gateway", "vehicle-gateway", jvm, settings);
    }

    Map<String, String> settings(String port, String database) {
        Map<String, String> settings = new HashMap<>();
        settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        settings.put("QUARKUS_HTTP_PORT", port(port));
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database));
        settings.put("QUARKUS_DATASOURCE_USERNAME", database);
        settings.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password(database));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        settings.put("QUARKUS_OIDC_AUTH_SERVER_URL", ports.url("keycloak") + "/realms/robotaxi");
        settings.put(
                "QUARKUS_OIDC_JWKS_PATH", ports.url("keycloak") + "/realms/robotaxi/protocol/openid-connect/certs");
        return settings;
    }

    String port(String name) {
        return String.valueOf(ports.of(name));
    }
}
