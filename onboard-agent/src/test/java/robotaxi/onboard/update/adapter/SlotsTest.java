package robotaxi.onboard.update.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.ModelManifest;
import robotaxi.onboard.model.PackageFiles;

class SlotsTest {
    @TempDir
    Path folder;

    private Path zip(String version) throws IOException {
        Path zip = folder.resolve("package.zip");
        PackageFiles shipped = PackageFiles.shipped();
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            for (String name : new String[] {"manifest.json", "policy.onnx", "golden.json"}) {
                byte[] bytes = shipped.read(name);
                if (name.equals("manifest.json")) {
                    bytes = new String(bytes, StandardCharsets.UTF_8)
                            .replace("\"version\": \"1.0.0\"", "\"version\": \"" + version + "\"")
                            .getBytes(StandardCharsets.UTF_8);
                }
                entries.putNextEntry(new ZipEntry(name));
                entries.write(bytes);
            }
        }
        return zip;
    }

    private Slots slots() throws IOException {
        return new Slots(folder.resolve("model"));
    }

    private String running() throws IOException {
        return ModelManifest.read(slots().inUse()).releaseId();
    }

    @Test
    void aStagedReleaseRunsOnlyOnceSwitchedAndStaysOnceCommitted() throws IOException {
        slots().stage(zip("1.1.0"), "city-reflex@1.1.0");
        assertThat(slots().stagedRelease()).isEqualTo("city-reflex@1.1.0");
        assertThat(running()).isEqualTo("city-reflex@1.0.0");

        slots().switchOnTrial();
        slots().commit();

        assertThat(running()).isEqualTo("city-reflex@1.1.0");
        assertThat(slots().rollBack()).isFalse();
    }

    @Test
    void aTrialThatWasCutIsTakenBackAtTheNextStart() throws IOException {
        slots().stage(zip("1.1.0"), "city-reflex@1.1.0");
        slots().switchOnTrial();

        assertThat(slots().rollBack()).isTrue();
        assertThat(running()).isEqualTo("city-reflex@1.0.0");
        assertThat(slots().stagedRelease()).isEmpty();
    }

    @Test
    void aPackageOfAnotherReleaseIsNotStaged() throws IOException {
        Path zip = zip("1.1.0");

        assertThatThrownBy(() -> slots().stage(zip, "city-reflex@9.9.9"))
                .isInstanceOfSatisfying(
                        ModelFaultException.class, e -> assertThat(e.code()).isEqualTo("update.other-release"));
        assertThat(slots().stagedRelease()).isEmpty();
    }
}
