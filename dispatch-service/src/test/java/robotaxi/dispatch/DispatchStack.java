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
            config.put(
                    "dispatch.market.graph-folder",
                    Files.createTempDirectory("dispatch-test").toString());
            config.put("dispatch.market.tick", "PT0.2S");
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
