package robotaxi.contracts.signals;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import robotaxi.contracts.telemetry.v1.DrivingMode;

/** The overlay is read as the YAML that VSS's own tools read. */
class OverlayTest {
    private static final String OURS = "Vehicle.ADS";

    private static Map<String, Map<String, Object>> nodes = Map.of();

    @BeforeAll
    static void read() throws IOException {
        nodes = new Yaml().load(Files.readString(Path.of("src/main/vss/robotaxi.vspec")));
    }

    @Test
    void itsSignalsAreTheCataloguesOwn() {
        assertThat(nodes.entrySet().stream()
                        .filter(node -> !node.getValue().get("type").equals("branch"))
                        .map(node -> String.join(
                                ",",
                                node.getKey(),
                                String.valueOf(node.getValue().get("datatype")),
                                String.valueOf(node.getValue().getOrDefault("unit", "")))))
                .containsExactlyInAnyOrderElementsOf(SignalCatalogue.telemetry().list().stream()
                        .filter(signal -> signal.path().startsWith(OURS + "."))
                        .map(signal -> String.join(
                                ",", signal.path(), signal.datatype().vssName(), signal.unit()))
                        .toList());
    }

    @Test
    void aDriversStatesAreTheContracts() {
        assertThat(nodes.get("Vehicle.ADS.State"))
                .containsEntry(
                        "allowed",
                        DrivingMode.getDescriptor().getValues().stream()
                                .filter(mode -> mode.getNumber() != 0)
                                .map(EnumValueDescriptor::getName)
                                .map(name -> name.substring("DRIVING_MODE_".length()))
                                .toList());
    }

    @Test
    void everyNodeHangsOnABranchAndSaysWhatItIs() {
        assertThat(nodes).allSatisfy((path, node) -> {
            assertThat(path).matches("Vehicle|Vehicle\\.ADS(\\.[A-Z][A-Za-z]*)*");
            assertThat(node.get("description")).asString().endsWith(".");
            assertThat(node.get("type")).isIn("branch", "sensor");
            assertThat(branches(path))
                    .allSatisfy(branch -> assertThat(nodes.get(branch))
                            .as("%s, above %s", branch, path)
                            .containsEntry("type", "branch"));
        });
    }

    private static List<String> branches(String path) {
        return Stream.iterate(path, at -> at.indexOf('.') > 0, at -> at.substring(0, at.lastIndexOf('.')))
                .map(at -> at.substring(0, at.lastIndexOf('.')))
                .toList();
    }
}
