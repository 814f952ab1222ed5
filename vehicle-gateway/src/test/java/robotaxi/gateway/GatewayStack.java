package robotaxi.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import robotaxi.testkit.TestStack;

/** Real PostgreSQL and Kafka, and a fleet's certificates, for the gateway under test. */
public class GatewayStack implements QuarkusTestResourceLifecycleManager {
    private final TestPki pki = new TestPki("Test fleet");

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("gateway-test");
            pki.write(folder);
            Map<String, String> config = TestStack.shared().quarkusConfig("gateway");
            config.put("gateway.link-port", String.valueOf(TestStack.freePort()));
            config.put("gateway.enrolment-port", String.valueOf(TestStack.freePort()));
            config.put("gateway.heartbeat", "PT1S");
            config.put("gateway.lost-after", "PT3S");
            config.put("gateway.pki.root", folder.resolve("root.pem").toString());
            config.put(
                    "gateway.pki.intermediate",
                    folder.resolve("intermediate.pem").toString());
            config.put(
                    "gateway.pki.intermediate-key",
                    folder.resolve("intermediate.key").toString());
            config.put("gateway.pki.server", folder.resolve("server.pem").toString());
            config.put("gateway.pki.server-key", folder.resolve("server.key").toString());
            config.putAll(pki.signers().settings(folder, "gateway"));
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(pki, field -> field.getType().equals(TestPki.class));
    }

    @Override
    public void stop() {}
}
