package robotaxi.incident.report.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import robotaxi.incident.deadline.Deadlines;
import robotaxi.incident.deadline.KeepDeadlines;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.incident.incident.IncidentEvents;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.incident.Rules;
import robotaxi.incident.report.FileReports;
import robotaxi.incident.report.Operator;
import robotaxi.incident.report.Reports;
import robotaxi.incident.report.SgoRow;
import robotaxi.incident.report.Vins;
import robotaxi.incident.rule.DecisionTables;

/** Builds what files reports. */
public class ReportWiring {
    @Produces
    @Singleton
    FileReports fileReports(
            Incidents incidents,
            IncidentEvents events,
            Reports reports,
            Deadlines deadlines,
            KeepDeadlines keeper,
            DecisionTables tables,
            Rules rules,
            Vins vins,
            ReportConfig config,
            InstantSource clock) {
        var operator = new Operator(
                config.entity(),
                ZoneId.of(config.timeZone()),
                config.make().orElse(""),
                config.model().orElse(""),
                config.modelYear().orElse(""),
                config.driverType());
        return new FileReports(
                incidents,
                events,
                reports,
                deadlines,
                keeper,
                tables,
                rules,
                operator,
                vins,
                ReportWiring::file,
                text -> ContentHash.of(text.getBytes(UTF_8)).hex(),
                clock);
    }

    /** A row as a file with the header. */
    public static String file(SgoRow row) {
        var file = new StringWriter();
        try {
            SgoCsv.write(List.of(row), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }
}
