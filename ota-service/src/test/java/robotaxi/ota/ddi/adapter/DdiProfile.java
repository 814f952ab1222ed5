package robotaxi.ota.ddi.adapter;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import robotaxi.ota.OtaStack;

/** Devices that poll each second, and a gateway's token; a database of their own. */
public class DdiProfile implements QuarkusTestProfile {
    static final String GATEWAY_TOKEN = "a-gateway-that-acts-for-all";

    private final String database;

    public DdiProfile() {
        this("ota_ddi");
    }

    DdiProfile(String database) {
        this.database = database;
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "ota.ddi.polling", "PT1S",
                "ota.ddi.polls-written", "PT0.5S",
                "ota.ddi.gateway-token", GATEWAY_TOKEN);
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(OtaStack.class, Map.of("database", database)));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }
}
