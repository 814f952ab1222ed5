package robotaxi.contracts.signals;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;

class SignalCatalogueTest {
    /** No signals, and why not. docs/signals.md says so too. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "Sample.time", "when, of every signal of the sample",
            "Sample.ahead", "a line to draw",
            "Sample.operating_area", "a number that the fleet gave to what it had told the car",
            "TelemetryBatch.vehicle_id", "whose",
            "TelemetryBatch.boot_epoch", "orders records",
            "TelemetryBatch.sequence", "orders records",
            "TelemetryBatch.session_epoch", "orders records",
            "TelemetryBatch.agent_version", "of the program that speaks, not of the car",
            "TelemetryBatch.samples", "the samples themselves");

    private static final List<Signal> SIGNALS = SignalCatalogue.telemetry().list();

    @Test
    void everyFieldOfTheTelemetryIsOneSignalOrLeftOutOnPurpose() {
        List<String> told = SIGNALS.stream()
                .filter(signal -> !signal.isDerived())
                .map(Signal::field)
                .toList();
        assertThat(Stream.concat(told.stream(), LEFT_OUT.keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                fields(Sample.getDescriptor(), "Sample").stream(),
                                fields(TelemetryBatch.getDescriptor(), "TelemetryBatch").stream())
                        .toList());
    }

    @Test
    void anIdIsGivenOnceForEver() {
        List<String> given = TestTables.lines("ids-ever-given.csv");
        assertThat(given.stream().map(row -> row.substring(0, row.indexOf(','))))
                .doesNotHaveDuplicates();
        assertThat(given.stream().map(row -> row.substring(row.indexOf(',') + 1)))
                .doesNotHaveDuplicates();
        assertThat(given)
                .as("append a new signal to ids-ever-given.csv; never change a line of it")
                .containsAll(SIGNALS.stream()
                        .map(signal -> signal.id() + "," + signal.path())
                        .toList());
        assertThat(SIGNALS.stream().map(Signal::id)).doesNotHaveDuplicates().isSorted();
        assertThat(SIGNALS.stream().map(Signal::path)).doesNotHaveDuplicates();
    }

    @Test
    void unitsAreThoseOfVss() {
        Set<String> known = Set.copyOf(TestTables.lines("vss-6.0-units.txt").stream()
                .flatMap(line -> Arrays.stream(line.split(" ")))
                .toList());
        assertThat(SIGNALS.stream().map(Signal::unit).filter(unit -> !unit.isEmpty()))
                .isNotEmpty()
                .allSatisfy(unit -> assertThat(known).contains(unit));
    }

    @Test
    void whatIsNotOursIsAsVssHasIt() {
        assertThat(SIGNALS.stream()
                        .filter(signal -> !signal.path().startsWith("Vehicle.ADS."))
                        .map(signal -> signal.path() + "," + signal.datatype().vssName() + "," + signal.unit()))
                .containsExactlyInAnyOrderElementsOf(TestTables.lines("vss-6.0.csv"));
    }

    @Test
    void theContractsCommentsNameTheSignals() throws IOException {
        String proto = Files.readString(Path.of("src/main/proto/robotaxi/telemetry/v1/telemetry.proto"));
        for (Signal signal : SIGNALS) {
            assertThat(comment(proto, signal))
                    .as("the comment on %s", signal.field())
                    .contains("VSS ")
                    .contains(signal.path() + (signal.unit().isEmpty() ? "" : " [" + signal.unit() + "]"));
        }
    }

    private static List<String> fields(Descriptor message, String at) {
        List<String> all = new ArrayList<>();
        for (FieldDescriptor field : message.getFields()) {
            String name = at + "." + field.getName();
            if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || LEFT_OUT.containsKey(name)) {
                all.add(name);
            } else {
                all.addAll(fields(field.getMessageType(), name));
            }
        }
        return all;
    }

    /** Of the last field on the way to the signal that this file itself declares. */
    private static String comment(String proto, Signal signal) {
        FieldDescriptor field = signal.fields().stream()
                .filter(step -> step.getFile().equals(Sample.getDescriptor().getFile()))
                .toList()
                .getLast();
        String message = proto.substring(
                proto.indexOf("message " + field.getContainingType().getName() + " {"));
        String before = message.substring(0, message.indexOf(" " + field.getName() + " = " + field.getNumber() + ";"));
        return before.substring(before.lastIndexOf(';', before.length() - 1) + 1);
    }
}
