package robotaxi.contracts.signals;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;

/** Every signal that a car's telemetry carries, in the order of their ids. */
public final class SignalCatalogue {
    private static final String TABLE = "signals.csv";
    private static final int COLUMNS = 6;
    private static final List<Descriptor> MESSAGES = List.of(Sample.getDescriptor(), TelemetryBatch.getDescriptor());
    private static final SignalCatalogue TELEMETRY = read();

    private final List<Signal> signals;

    private SignalCatalogue(List<Signal> signals) {
        this.signals = List.copyOf(signals);
    }

    /** The catalogue that comes with this contract. */
    public static SignalCatalogue telemetry() {
        return TELEMETRY;
    }

    /** All, in the order of their ids. */
    public List<Signal> list() {
        return signals;
    }

    /** By VSS path. */
    public Optional<Signal> find(String path) {
        return signals.stream().filter(signal -> signal.path().equals(path)).findFirst();
    }

    /** A table that does not fit the messages is a fault of the build: whoever loads the class hears of it. */
    private static SignalCatalogue read() {
        try (InputStream in = Objects.requireNonNull(SignalCatalogue.class.getResourceAsStream(TABLE), TABLE)) {
            return new SignalCatalogue(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(SignalCatalogue::signal)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No column may hold a comma, so nothing needs quoting. */
    private static Signal signal(String row) {
        String[] cells = row.split(",", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalStateException("A row of " + TABLE + " has not " + COLUMNS + " columns: " + row);
        }
        List<String> way = List.of(cells[4].split("\\."));
        Descriptor message = message(way.getFirst());
        return new Signal(
                Integer.parseInt(cells[0]),
                cells[1],
                Datatype.valueOf(cells[2].toUpperCase(Locale.ROOT)),
                cells[3],
                message,
                fields(message, way.subList(1, way.size())),
                Conversion.of(cells[5]));
    }

    private static Descriptor message(String name) {
        return MESSAGES.stream()
                .filter(message -> message.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The telemetry has no message " + name));
    }

    private static List<FieldDescriptor> fields(Descriptor message, List<String> names) {
        List<FieldDescriptor> fields = new ArrayList<>();
        Descriptor at = message;
        for (String name : names) {
            FieldDescriptor field = at.findFieldByName(name);
            if (field == null || field.isRepeated()) {
                throw new IllegalStateException(at.getFullName() + " has no single field " + name);
            }
            fields.add(field);
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                at = field.getMessageType();
            }
        }
        return fields;
    }
}
