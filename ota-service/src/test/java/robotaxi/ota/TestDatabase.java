package robotaxi.ota;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A database of a test's own: whatever others leave in theirs is not in its way. */
public abstract class TestDatabase implements QuarkusTestProfile {
    private final String name;

    /** Of this name. */
    protected TestDatabase(String name) {
        this.name = name;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(OtaStack.class, Map.of("database", name)));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }
}
