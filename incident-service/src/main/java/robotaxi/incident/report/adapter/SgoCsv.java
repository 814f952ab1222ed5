package robotaxi.incident.report.adapter;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.report.SgoColumn;
import robotaxi.incident.report.SgoRow;

/**
 * The file of incident reports byte by byte as NHTSA publishes it: commas, quotes only where a value needs them or had them, lines that end
 * in LF, and whatever a narrative holds.
 */
public final class SgoCsv {
    private SgoCsv() {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if its header or a line is not as it should be
     */
    public static List<SgoRow> read(Reader file) {
        List<SgoRow> rows = new ArrayList<>();
        try (CsvReader<SgoRow> csv = CsvReader.builder()
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(new Rows(), file)) {
            for (SgoRow row : csv) {
                if (row.cells().size() != SgoColumn.ALL.size()) {
                    throw new IllegalArgumentException(
                            "a line of " + row.cells().size() + " columns");
                }
                rows.add(row);
            }
        } catch (CsvParseException e) {
            throw new IllegalArgumentException("not a file of comma-separated values: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("the reports cannot be read", e);
        }
        if (rows.isEmpty() || !rows.getFirst().equals(header())) {
            throw new IllegalArgumentException("not the header of the third amended order");
        }
        return List.copyOf(rows.subList(1, rows.size()));
    }

    private static SgoRow header() {
        return SgoRow.of(SgoColumn.ALL.stream().map(SgoColumn::name).toList());
    }

    /** Writes a file with its header. */
    public static void write(List<SgoRow> rows, Writer file) throws IOException {
        var quotes = new Quotes();
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(quotes)
                .build(file);
        write(header(), quotes, csv);
        for (SgoRow row : rows) {
            write(row, quotes, csv);
        }
        csv.flush();
    }

    private static void write(SgoRow row, Quotes quotes, CsvWriter csv) {
        quotes.row = row;
        csv.writeRecord(row.cells().stream().map(SgoRow.Cell::text).toList());
    }

    /** What was in quotes stays in them. */
    private static final class Quotes implements QuoteStrategy {
        private SgoRow row = header();

        @Override
        public boolean quoteEmpty(int line, int field) {
            return row.cells().get(field).isQuoted();
        }

        @Override
        public boolean quoteValue(int line, int field, @Nullable String value) {
            return row.cells().get(field).isQuoted();
        }
    }

    private static final class Rows extends AbstractBaseCsvCallbackHandler<SgoRow> {
        private final List<SgoRow.Cell> cells = new ArrayList<>();

        @Override
        protected void handleBegin(long line) {
            cells.clear();
        }

        @Override
        protected void handleField(int field, char[] text, int from, int length, boolean isQuoted) {
            cells.add(new SgoRow.Cell(new String(text, from, length), isQuoted));
        }

        @Override
        protected SgoRow buildRecord() {
            return new SgoRow(cells);
        }
    }
}
