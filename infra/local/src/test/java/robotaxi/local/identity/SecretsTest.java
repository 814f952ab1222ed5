package robotaxi.local.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path folder;

    @Test
    void aSecretStaysTheSame() {
        Path file = folder.resolve("secrets.json");
        String made = Secrets.load(file).get("person.rider");
        assertThat(made).hasSizeGreaterThanOrEqualTo(24);
        assertThat(Secrets.load(file).get("person.rider")).isEqualTo(made);
    }

    @Test
    void aNewSecretKeepsTheOldOnes() {
        Path file = folder.resolve("secrets.json");
        Secrets secrets = Secrets.load(file);
        String first = secrets.get("one");
        String second = secrets.get("two");
        assertThat(first).isNotEqualTo(second);
        Secrets again = Secrets.load(file);
        assertThat(again.get("one")).isEqualTo(first);
        assertThat(again.get("two")).isEqualTo(second);
    }

    @Test
    void onlyItsOwnerReadsTheFile() throws IOException {
        Path file = folder.resolve("secrets.json");
        Secrets.load(file).get("one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Secrets.load(file).get("two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }
}
