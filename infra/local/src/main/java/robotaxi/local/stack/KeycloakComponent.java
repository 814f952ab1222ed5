package robotaxi.local.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import robotaxi.local.identity.PrivateFile;
import robotaxi.local.identity.RealmPlan;
import robotaxi.local.identity.Secrets;

/** Keycloak from its distribution; the realm is imported at the first start. */
record KeycloakComponent(StackFolder folder, Ports ports, Secrets secrets, RealmPlan plan, PostgresComponent postgres)
        implements Component {
    @Override
    public String name() {
        return "keycloak";
    }

    @Override
    public ProcessHandle start() throws IOException {
        Path home = Artifacts.keycloak(folder);
        Path realm = Files.createDirectories(home.resolve("data/import")).resolve("robotaxi-realm.json");
        var json = new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        PrivateFile.write(realm, json.writeValueAsBytes(plan.realm()));
        var builder = new ProcessBuilder(List.of(
                        home.resolve("bin/kc.sh").toString(),
                        "start",
                        "--db=postgres",
                        "--cache=local",
                        "--http-enabled=true",
                        "--import-realm"))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.log(name()).toFile()));
        var environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put(
                "JAVA_OPTS",
                "-Xms64m -Xmx320m -XX:MaxMetaspaceSize=256m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
                        + " -XX:ReservedCodeCacheSize=64m -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError"
                        + " -Dfile.encoding=UTF-8");
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("KC_HTTP_HOST", "127.0.0.1");
        environment.put("KC_HTTP_PORT", String.valueOf(ports.of("keycloak")));
        environment.put("KC_HOSTNAME", ports.url("keycloak"));
        environment.put("KC_DB_URL", postgres.jdbcUrl("keycloak"));
        environment.put("KC_DB_USERNAME", "keycloak");
        environment.put("KC_DB_PASSWORD", postgres.password("keycloak"));
        environment.put("KC_DB_POOL_MAX_SIZE", "10");
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword());
        environment.put("KC_LOG_LEVEL", "WARN");
        return builder.start().toHandle();
    }

    String adminPassword() {
        return secrets.get("keycloak.admin");
    }

    @Override
    public boolean isReady() {
        return JavaProcess.answers(ports.url("keycloak") + "/realms/robotaxi/.well-known/openid-configuration");
    }
}
