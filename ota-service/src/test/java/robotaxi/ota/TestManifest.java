package robotaxi.ota;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A whole manifest, as the pipeline signs it beside a file's hash; tests change what they are about. */
public final class TestManifest {
    private TestManifest() {}

    /** For one file. */
    public static ObjectNode of(String name, String version, String hardware) {
        ObjectNode custom = JsonNodeFactory.instance.objectNode();
        ObjectNode variant = custom.putObject("variant")
                .put("hardware", hardware)
                .put("platform", "drive-thor")
                .put("precision", "fp8");
        variant.putObject("engine")
                .put("runtime", "TensorRT")
                .put("version", "10.10.10.12")
                .put("computeCapability", "10.1")
                .put("cuda", "12.8")
                .put("driver", "570.124")
                .put("operatingSystem", "DRIVE OS 7.0.3");
        ObjectNode release = custom.putObject("release").put("name", name).put("version", version);
        ObjectNode card = release.putObject("modelCard")
                .put("intendedUse", "driverless rides in daylight")
                .put("trainingData", "clips of 2026")
                .put("limits", "no snow");
        card.putArray("metrics")
                .addObject()
                .put("name", "closed-loop collisions")
                .put("value", "0.02")
                .put("unit", "1/1000 km");
        ObjectNode provenance = release.putObject("provenance")
                .put("sourceCommit", "a".repeat(40))
                .put("builder", "pipeline/7")
                .put("builtAt", "2026-11-20T08:00:00Z");
        provenance.putArray("datasets").addObject().put("name", "edge-cases@12").put("sha256", "b".repeat(64));
        release.putObject("compatibility");
        release.putArray("rxswin").add("R157-1 2026.11");
        return custom;
    }

    /** That fits these markets alone, and agents from a version on. */
    public static ObjectNode fitting(
            String name, String version, String hardware, List<String> markets, String leastAgent) {
        ObjectNode custom = of(name, version, hardware);
        ObjectNode compatibility = (ObjectNode) custom.path("release").path("compatibility");
        markets.forEach(compatibility.putArray("markets")::add);
        compatibility.put("leastAgent", leastAgent);
        return custom;
    }
}
