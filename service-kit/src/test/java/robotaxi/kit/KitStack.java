package robotaxi.kit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import robotaxi.testkit.TestStack;

/** Real PostgreSQL and Kafka for the kit's beans. */
public class KitStack implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return TestStack.shared().quarkusConfig("kit");
    }

    @Override
    public void stop() {}
}
