package robotaxi.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int bench(String... arguments) {
        return Bench.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void withoutANameAllAreListedWithWhatTheyMeasure() {
        assertThat(bench()).isZero();
        assertThat(out.toString()).contains("demo").contains("loop-faults").contains("first matched ride");
    }

    @Test
    void anUnknownNameIsAWrongCommandLine() {
        assertThat(bench("loop-fault")).isEqualTo(2);
        assertThat(err.toString()).contains("no benchmark \"loop-fault\"").contains("loop-faults");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anUnknownOptionIsAWrongCommandLine() {
        assertThat(bench("start", "--slow")).isEqualTo(2);
    }

    @Test
    void aFigureThatTheBenchmarkDoesNotHaveIsAWrongCommandLine() {
        assertThat(bench("loop-faults", "--with", "cars=3")).isEqualTo(2);
        assertThat(err.toString()).contains("kills").contains("[cars]");
        assertThat(bench("loop-faults", "--with", "kills=many")).isEqualTo(2);
    }

    @Test
    void aReportIsOneLineOfJson() throws IOException {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("kills", 4);
        metrics.put("seconds", 1.5);
        String line = new Report("loop-faults", "a machine", 7, true, metrics).line();
        assertThat(line).doesNotContain("\n");
        JsonNode read = JSON.readTree(line);
        assertThat(read.fieldNames()).toIterable().containsExactly("name", "machine", "seed", "quick", "metrics");
        assertThat(read.path("metrics").path("kills").asInt()).isEqualTo(4);
        assertThat(read.path("quick").asBoolean()).isTrue();
    }

    @Test
    void aKeptReportNamesItsDay(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("deep/start.json");
        new Report("start", "a machine", 1, false, Map.of("cars", 20)).write(file, LocalDate.of(2026, 11, 22));
        JsonNode read = JSON.readTree(file.toFile());
        assertThat(read.path("date").asText()).isEqualTo("2026-11-22");
        assertThat(read.path("machine").asText()).isEqualTo("a machine");
        assertThat(read.path("metrics").path("cars").asInt()).isEqualTo(20);
    }
}
