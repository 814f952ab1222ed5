package robotaxi.contracts.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SignalPageTest {
    @Test
    void thePageHasTheCataloguesTable() throws IOException {
        String table = SignalCatalogue.telemetry().list().stream()
                .map(signal -> "| %d | `%s` | %s | %s | `%s` | %s |"
                        .formatted(
                                signal.id(),
                                signal.path(),
                                signal.datatype().vssName(),
                                signal.unit(),
                                signal.field(),
                                signal.conversion().spelling()))
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(Path.of("../docs/signals.md")))
                .as("docs/signals.md wants these rows, and no others:\n%s", table)
                .contains("| --- |\n" + table + "\n\n");
    }
}
