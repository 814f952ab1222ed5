package robotaxi.ota.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import robotaxi.kit.problem.FleetException;
import robotaxi.ota.TestManifest;
import robotaxi.ota.trust.TargetFile;

/** A manifest is read whole, or refused with the member that is wrong. */
class ManifestTest {
    private static final ReleaseId ID = new ReleaseId("m", "2");

    private static TargetFile file(String hardware, ObjectNode custom) {
        return new TargetFile("models/m/2/" + hardware + ".zip", 1, "c".repeat(64), List.of(), 0, custom);
    }

    @Test
    void aWholeOneIsRead() {
        Manifest manifest = ManifestReader.read(
                        ID,
                        List.of(
                                file("thor", TestManifest.of("m", "2", "thor")),
                                file("orin", TestManifest.of("m", "2", "orin"))))
                .orElseThrow();
        assertThat(manifest.variants()).extracting(Manifest.Variant::hardwareId).containsExactly("thor", "orin");
        assertThat(manifest.variants().getFirst().engine().version()).isEqualTo("10.10.10.12");
        assertThat(manifest.rxswin()).containsExactly("R157-1 2026.11");
        assertThat(manifest.provenance().datasets().getFirst().name()).isEqualTo("edge-cases@12");
    }

    @Test
    void filesWithoutOneAreARelease() {
        assertThat(ManifestReader.read(ID, List.of(new TargetFile("a.swu", 1, "c".repeat(64)))))
                .isEmpty();
        ObjectNode other = TestManifest.of("m", "2", "thor").removeAll();
        assertThat(ManifestReader.read(ID, List.of(file("thor", other.put("releaseCounter", 3)))))
                .isEmpty();
    }

    static Stream<Arguments> brokenMembers() {
        return Stream.of(
                change("release.name", custom -> release(custom).put("name", "other")),
                change("variant.hardware", custom -> variant(custom).put("hardware", "orin")),
                change("variant.precision", custom -> variant(custom).put("precision", "fp5")),
                change("engine", custom -> variant(custom).remove("engine")),
                change("runtime", custom -> engine(custom).put("runtime", "magic")),
                change("version", custom -> engine(custom).put("version", "10")),
                change("needs computeCapability", custom -> engine(custom).remove("driver")),
                change("modelCard", custom -> release(custom).remove("modelCard")),
                change("limits", custom -> ((ObjectNode) release(custom).path("modelCard")).put("limits", " ")),
                change(
                        "sourceCommit",
                        custom -> ((ObjectNode) release(custom).path("provenance")).put("sourceCommit", "main")),
                change("datasets", custom -> ((ObjectNode) release(custom).path("provenance")).putArray("datasets")),
                change("compatibility", custom -> release(custom).remove("compatibility")),
                change(
                        "leastAgent",
                        custom -> ((ObjectNode) release(custom).path("compatibility")).put("leastAgent", "new")),
                change(
                        "compatibility.weather",
                        custom -> ((ObjectNode) release(custom).path("compatibility"))
                                .putArray("weather")
                                .add("dry")),
                change("rxswin", custom -> release(custom).putArray("rxswin")));
    }

    private static Arguments change(String named, Consumer<ObjectNode> change) {
        return Arguments.of(named, change);
    }

    private static ObjectNode release(ObjectNode custom) {
        return (ObjectNode) custom.path("release");
    }

    private static ObjectNode variant(ObjectNode custom) {
        return (ObjectNode) custom.path("variant");
    }

    private static ObjectNode engine(ObjectNode custom) {
        return (ObjectNode) variant(custom).path("engine");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenMembers")
    void broken(String named, Consumer<ObjectNode> change) {
        ObjectNode custom = TestManifest.of("m", "2", "thor");
        change.accept(custom);
        assertThatThrownBy(() -> ManifestReader.read(ID, List.of(file("thor", custom))))
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(ReleaseError.MANIFEST))
                .hasMessageContaining(named);
    }

    @Test
    void allFilesSayTheSameOfTheRelease() {
        ObjectNode other = TestManifest.of("m", "2", "orin");
        release(other).putArray("rxswin").add("R79");
        assertThatThrownBy(() -> ManifestReader.read(
                        ID, List.of(file("thor", TestManifest.of("m", "2", "thor")), file("orin", other))))
                .hasMessageContaining("not the same");
        assertThatThrownBy(() -> ManifestReader.read(
                        ID,
                        List.of(
                                file("thor", TestManifest.of("m", "2", "thor")),
                                new TargetFile("models/m/2/orin.zip", 1, "c".repeat(64)))))
                .hasMessageContaining("has no manifest");
    }
}
