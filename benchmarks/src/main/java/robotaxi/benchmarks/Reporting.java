package robotaxi.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import robotaxi.benchmarks.reporting.IncidentDatabase;
import robotaxi.benchmarks.reporting.YearOfClocks;
import robotaxi.incident.report.SgoColumn;
import robotaxi.incident.report.SgoRow;
import robotaxi.incident.report.adapter.SgoCsv;
import robotaxi.local.stack.StackException;

/**
 * What regulators are told: the public file of NHTSA's Standing General Order read and written again byte by byte, each of its values one
 * that our form allows, and a leap year of incidents of which none is told too late.
 */
public final class Reporting implements Benchmark {
    private static final int INCIDENTS = 10_000;
    private static final int QUICK_INCIDENTS = 400;

    /** Found by its name. */
    public Reporting() {}

    @Override
    public String summary() {
        return "the regulator's file byte by byte, and a year of incidents: every deadline met";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("incidents");
    }

    @Override
    public Outcome run(Setting setting) {
        try (var database = new IncidentDatabase("V1__incidents_and_evidence.sql", "V2__rules_and_deadlines.sql")) {
            String file = Files.readString(
                    SharedData.file("sgo/sgo-ads-sample.csv", "the public file of incident reports"), UTF_8);
            List<SgoRow> rows = SgoCsv.read(new StringReader(file));
            var again = new StringWriter();
            SgoCsv.write(rows, again);
            boolean isHeader = file.startsWith(
                    again.toString().substring(0, again.toString().indexOf('\n') + 1));
            int identical = identical(file, rows);
            int foreign = rows.stream().mapToInt(Reporting::foreignValues).sum();
            setting.tell()
                    .accept(identical + " of " + rows.size()
                            + " reports written back byte by byte, values not allowed: " + foreign);
            YearOfClocks.Result year = new YearOfClocks(database, setting.seed())
                    .play(setting.size("incidents", setting.quick() ? QUICK_INCIDENTS : INCIDENTS));
            setting.tell()
                    .accept(year.clocks() + " clocks in a leap year: " + year.missed() + " missed, " + year.wrongEnds()
                            + " with a wrong end, " + year.unasked() + " that nobody asked for");
            Map<String, Object> metrics = new LinkedHashMap<>();
            metrics.put("header_identical", isHeader);
            metrics.put("rows", rows.size());
            metrics.put("rows_identical", identical);
            metrics.put("values_not_allowed", foreign);
            metrics.put("clocks", year.clocks());
            metrics.put("clocks_missed", year.missed());
            metrics.put("wrong_ends", year.wrongEnds());
            metrics.put("clocks_unasked", year.unasked());
            metrics.put("reminded_outside_hours", year.remindedAtNight());
            boolean holds = isHeader
                    && identical == rows.size()
                    && again.toString().equals(file)
                    && foreign == 0
                    && year.missed() + year.wrongEnds() + year.unasked() + year.remindedAtNight() == 0;
            return new Outcome(metrics, holds);
        } catch (IOException e) {
            throw new UncheckedIOException("the reports cannot be read", e);
        } catch (SQLException e) {
            throw new StackException("the year cannot be played: " + e.getMessage(), e);
        }
    }

    /** Each row by itself, found in the file behind the one before. */
    private static int identical(String file, List<SgoRow> rows) throws IOException {
        int identical = 0;
        int position = file.indexOf('\n') + 1;
        for (SgoRow row : rows) {
            var one = new StringWriter();
            SgoCsv.write(List.of(row), one);
            String line = one.toString().substring(one.toString().indexOf('\n') + 1);
            identical += file.startsWith(line, position) ? 1 : 0;
            position += line.length();
        }
        return identical;
    }

    private static int foreignValues(SgoRow row) {
        return (int) SgoColumn.ALL.stream()
                .filter(column -> !column.allows(row.value(column)))
                .count();
    }
}
