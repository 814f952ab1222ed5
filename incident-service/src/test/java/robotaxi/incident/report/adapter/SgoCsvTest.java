package robotaxi.incident.report.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import robotaxi.incident.report.SgoColumn;
import robotaxi.incident.report.SgoRow;

/** The regulator's file, byte by byte. */
class SgoCsvTest {
    private static String write(List<SgoRow> rows) throws IOException {
        var out = new StringWriter();
        SgoCsv.write(rows, out);
        return out.toString();
    }

    @Test
    void thePublicFileIsReadAndWrittenBackByteByByteAndAllItSaysIsAllowed() throws IOException {
        Path data = Path.of(System.getProperty("robotaxi.shared", "../../shared"), "data", "sgo", "sgo-ads-sample.csv");
        assumeTrue(Files.isRegularFile(data), () -> "the public file is not at " + data);
        String file = Files.readString(data, UTF_8);
        List<SgoRow> rows = SgoCsv.read(new StringReader(file));
        assertThat(rows).hasSize(400);
        assertThat(write(rows)).isEqualTo(file);
        for (SgoRow row : rows) {
            for (SgoColumn column : SgoColumn.ALL) {
                assertThat(column.allows(row.value(column)))
                        .as(column.name() + ": " + row.value(column))
                        .isTrue();
            }
        }
    }

    @Test
    void whatTheFileHasInQuotesStaysInThem() throws IOException {
        List<SgoRow.Cell> cells = new ArrayList<>(Collections.nCopies(116, new SgoRow.Cell("", false)));
        cells.set(110, new SgoRow.Cell("", true));
        cells.set(114, new SgoRow.Cell("one, \"two\"\r\nthree \n", false));
        cells.set(46, new SgoRow.Cell(" Phoenix ", false));
        String file = write(List.of(new SgoRow(cells)));
        assertThat(file)
                .contains(",\"\",")
                .contains("\"one, \"\"two\"\"\r\nthree \n\"")
                .contains(", Phoenix ,");
        assertThat(write(SgoCsv.read(new StringReader(file)))).isEqualTo(file);
    }

    @Test
    void anotherHeaderOrAShortLineIsRefused() throws IOException {
        String file = write(List.of());
        assertThatThrownBy(() -> SgoCsv.read(new StringReader(file.replace("VIN Decoded", "VIN decoded"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SgoCsv.read(new StringReader(file + "a,b\n"))).hasMessageContaining("2 columns");
    }

    @Test
    void aColumnKnowsWhatItMayHold() {
        assertThat(SgoColumn.ALL).hasSize(116);
        assertThat(SgoColumn.named("Crash With").allows("SUV")).isTrue();
        assertThat(SgoColumn.named("Crash With").allows("Suv")).isFalse();
        assertThat(SgoColumn.named("Weather - Rain").allows("yes")).isFalse();
        assertThat(SgoColumn.named("Incident Date").allows("JUN-2026")).isTrue();
        assertThat(SgoColumn.named("Incident Time (24:00)").allows("24:10")).isFalse();
        assertThat(SgoColumn.named("SV Precrash Speed (MPH)").number()).isEqualTo(90);
    }
}
