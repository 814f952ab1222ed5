package robotaxi.incident.export.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import robotaxi.contracts.custody.Signatures;
import robotaxi.incident.custody.adapter.PostgresCustody;
import robotaxi.incident.export.Drive;
import robotaxi.incident.export.DrivingEvents;
import robotaxi.incident.export.StoppageRecord;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.Note;
import robotaxi.incident.incident.SafetyMoment;

/** The files of a package that people read. */
final class PackageWriter {
    private static final ObjectMapper JSON =
            new ObjectMapper().registerModule(new com.fasterxml.jackson.datatype.jsr310.JavaTimeModule());
    private static final int MOST_LINES = 40;

    private final BagZip bag;
    private final Dossier dossier;

    PackageWriter(BagZip bag, Dossier dossier) {
        this.bag = bag;
        this.dossier = dossier;
    }

    void write() throws IOException {
        for (Map.Entry<String, Path> clip : dossier.clips().entrySet()) {
            bag.file("data/clips/" + clip.getKey() + ".mcap", clip.getValue(), clip.getKey());
        }
        List<Dossier.Still> stills = dossier.stills();
        for (int i = 0; i < stills.size(); i++) {
            bag.file(
                    "data/stills/" + i + ".jpg",
                    stills.get(i).file(),
                    stills.get(i).still().sha256());
        }
        reasoning();
        bag.bytes("data/summary.pdf", summary());
        bag.text("data/timeline.csv", timeline());
        bag.text(
                "data/driving-events.csv",
                csv(
                        DrivingEvents.COLUMNS,
                        DrivingEvents.of(
                                dossier.drive(), dossier.incident().facts().moment(), flags())));
        if (dossier.report().isPresent()) {
            bag.text("data/sgo-draft.csv", dossier.report().get());
        }
        if (dossier.stoppage().isPresent()) {
            stoppage(dossier.stoppage().get());
        }
        bag.bytes("verify.sh", script());
    }

    private void reasoning() throws IOException {
        SafetyMoment moment = dossier.incident().facts().moment();
        StringBuilder text = new StringBuilder(moment.time() + "  " + moment.reasoning() + "\n");
        for (Drive.Sentence sentence : dossier.drive().reasoning()) {
            text.append(sentence.from())
                    .append(" to ")
                    .append(sentence.until())
                    .append("  ")
                    .append(sentence.text());
            text.append(" [").append(sentence.metaAction()).append("]\n");
        }
        bag.text("data/reasoning.txt", text.toString());
        List<Map<String, String>> spans = new ArrayList<>();
        for (Drive.Sentence sentence : dossier.drive().reasoning()) {
            Map<String, String> span = new LinkedHashMap<>();
            span.put("from", sentence.from().toString());
            span.put("until", sentence.until().toString());
            span.put("text", sentence.text());
            span.put("metaAction", sentence.metaAction());
            span.put("modelSha256", sentence.modelSha256());
            spans.add(span);
        }
        bag.text("data/reasoning.json", json(Map.of("release", moment.releaseId(), "spans", spans)));
    }

    private void stoppage(StoppageRecord record) throws IOException {
        bag.text("data/stoppage.json", json(Map.of("fields", record.fields(), "notKnown", record.blank())));
        bag.text(
                "data/stoppage.csv",
                csv(
                        List.copyOf(record.fields().keySet()),
                        List.of(List.copyOf(record.fields().values()))));
    }

    private String timeline() {
        List<List<String>> lines = new ArrayList<>();
        for (Note note : dossier.notes()) {
            lines.add(List.of(note.at().toString(), note.what(), note.by(), note.text()));
        }
        return csv(List.of("at", "what", "by", "text"), lines);
    }

    private byte[] summary() throws IOException {
        Incident incident = dossier.incident();
        SafetyMoment moment = incident.facts().moment();
        try (var pdf = new SummaryPdf()) {
            pdf.title("Incident " + incident.facts().id().value());
            pdf.fact("Vehicle", moment.vehicleId());
            pdf.fact("What", moment.kind().wireName() + ", severity " + incident.severity());
            pdf.fact("When (the car's clock)", moment.time().toString());
            pdf.fact("Where", moment.latitudeDegrees() + ", " + moment.longitudeDegrees());
            pdf.fact("Speed", moment.speedMetresPerSecond() + " m/s");
            pdf.fact("Peak deceleration", moment.peakDecelerationMetresPerSecondSquared() + " m/s2");
            pdf.fact("Release", moment.releaseId());
            pdf.fact("What the model said", moment.reasoning());
            pdf.fact("What the supervisor said", moment.detail());
            pdf.fact("State", incident.state().wireName());
            pdf.fact("Exported for", dossier.purpose() + ", by " + dossier.exportedBy());
            pictures(pdf);
            pdf.heading("Timeline");
            for (Note note : last(dossier.notes())) {
                pdf.text(note.at() + "  " + note.what() + ", " + note.by() + ": " + note.text());
            }
            pdf.heading("What the model said");
            for (Drive.Sentence sentence : last(dossier.drive().reasoning())) {
                pdf.text(sentence.from() + "  " + sentence.text());
            }
            custody(pdf);
            return pdf.bytes();
        }
    }

    private void pictures(SummaryPdf pdf) throws IOException {
        pdf.heading("Stills");
        for (Dossier.Still still : dossier.stills()) {
            String what = still.still().cameraId() + ", " + still.still().time();
            boolean isShown = pdf.picture(Files.readAllBytes(still.file()));
            pdf.text(isShown ? what : what + ": a picture that cannot be shown here");
        }
    }

    private void custody(SummaryPdf pdf) throws IOException {
        pdf.heading("Custody");
        pdf.text("The car's own chain: " + dossier.carChain());
        for (String sha256 : dossier.clips().keySet()) {
            pdf.text("Clip with SHA-256 " + sha256);
        }
        for (PostgresCustody.Kept kept : last(dossier.entries())) {
            pdf.text(kept.sequence() + "  " + kept.recordedAt() + "  " + kept.act() + ", "
                    + kept.entry().says("actor") + ", entry " + kept.hash());
        }
        pdf.text("Check the package: sh verify.sh, with the SHA-256 of the fleet's root certificate.");
    }

    private static <T> List<T> last(List<T> all) {
        return all.subList(Math.max(0, all.size() - MOST_LINES), all.size());
    }

    private static String csv(List<String> columns, List<List<String>> lines) {
        var out = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
            csv.writeRecord(columns);
            lines.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new IllegalStateException("a text takes every line", e);
        }
        return out.toString();
    }

    private static String json(Object content) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    private static Map<String, String> flags() throws IOException {
        var table = new Properties();
        try (InputStream file = resource("dssad-flags.properties")) {
            table.load(new java.io.InputStreamReader(file, UTF_8));
        }
        return table.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, table::getProperty));
    }

    private static byte[] script() throws IOException {
        try (InputStream file = resource("verify.sh")) {
            return new String(file.readAllBytes(), UTF_8)
                    .replace("@KEEPER@", Signatures.KEEPER)
                    .getBytes(UTF_8);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(
                PackageWriter.class.getResourceAsStream("/robotaxi/incident/export/" + name), name);
    }
}
