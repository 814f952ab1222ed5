package robotaxi.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PackageManifestTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CARD = """
            # city-reason 1.0.0
            Reads pictures.

            - **Made for**: cars of the simulated fleet,
              under the supervisor.
            - **Data**: scenes.
            - **Known to fail**: at dusk.
            """;

    private static ObjectNode manifest(String... cameras) {
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("name", "city-reason").put("version", "1.0.0").put("created", "2026-11-23T13:24:06Z");
        Arrays.stream(cameras)
                .forEach(id -> manifest.withArray("cameras").addObject().put("logical_id", id));
        ObjectNode training = manifest.putObject("training");
        training.put("commit", "a".repeat(40)).put("dataset", "b".repeat(64));
        training.putObject("metrics").put("ade_metres", 0.9993);
        return manifest;
    }

    @Test
    void aReleaseIsForTheCarsThatHaveItsCameras() {
        JsonNode custom = PackageManifest.of(manifest("camera_front_tele_30fov"), CARD, "sim-cpu", "1.29.0");
        assertThat(custom.at("/release/compatibility/calibrations").toString()).isEqualTo("[\"sim-four-cameras-1\"]");
        assertThat(custom.at("/release/modelCard/intendedUse").asText())
                .isEqualTo("cars of the simulated fleet, under the supervisor.");
        assertThat(custom.at("/release/modelCard/metrics/0/value").asText()).isEqualTo("0.9993");
        assertThat(custom.at("/variant/engine/version").asText()).isEqualTo("1.29.0");
    }

    @Test
    void whatEveryCarSeesWithExcludesNobody() {
        JsonNode custom = PackageManifest.of(manifest("camera_front_wide_120fov"), CARD, "sim-cpu", "1.29.0");
        assertThat(custom.at("/release/compatibility/calibrations")).hasSize(2);
    }

    @Test
    void aCameraThatNobodyHasIsSaidAtOnce() {
        assertThatThrownBy(() -> PackageManifest.of(manifest("camera_rear"), CARD, "sim-cpu", "1.29.0"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("camera_rear");
    }

    @Test
    void aPackageOfTheFirstFormatNamesNone() {
        assertThat(PackageManifest.namesCameras(manifest())).isFalse();
    }
}
