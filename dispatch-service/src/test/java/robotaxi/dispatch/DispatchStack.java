package robotaxi.dispatch;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import robotaxi.dispatch.routing.adapter.MonacoMap;
import robotaxi.testkit.TestSigners;
import robotaxi.testkit.TestStack;

/** Real PostgreSQL and Kafka, the service's signing key, and the real city of Monaco. */
public class DispatchStack implements QuarkusTestResourceLifecycleManager {
    private final TestSigners signers = new TestSigners();

    @Override
    public Map<String, String> start() {
        try {
            Map<String, String> config = TestStack.shared().quarkusConfig("dispatch");
            config.put("dispatch.market.map", MonacoMap.extract().toString());
            String port = String.valueOf(TestStack.freePort());
            config.put("quarkus.http.test-port", port);
            config.put("dispatch.instance.url", "http://localhost:" + port);
            String graph = Files.createTempDirectory("dispatch-test").toString();
            config.put("dispatch.market.graph-folder", graph);
            config.put("dispatch.market.tick", "PT0.2S");
            config.put("dispatch.secret-key", "a secret of these tests and of nobody else");
            config.put("robotaxi.webhooks.allow-loopback", "true");
            config.put("robotaxi.webhooks.look", "PT0.1S");
            config.put("robotaxi.webhooks.patience", "PT1S");
            config.put("robotaxi.webhooks.first-retry", "PT0.1S");
            config.put("dispatch.markets.second.name", "Second");
            config.put("dispatch.markets.second.map", MonacoMap.extract().toString());
            config.put("dispatch.markets.second.graph-folder", graph);
            config.put("dispatch.markets.second.tick", "PT0.2S");
            config.putAll(signers.settings(Files.createTempDirectory("dispatch-signing"), "dispatch"));
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(signers, field -> field.getType().equals(TestSigners.class));
    }

    @Override
    public void stop() {}
}
