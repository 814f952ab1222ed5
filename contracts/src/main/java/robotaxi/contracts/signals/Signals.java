package robotaxi.contracts.signals;

import com.google.protobuf.Message;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import robotaxi.contracts.telemetry.v1.Sample;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;

/**
 * Telemetry as values by VSS path, in VSS's units, in the catalogue's order. A value is of its {@link Datatype}'s Java type. What
 * the car did not say, or what its datatype cannot hold, is absent; an empty text is a value.
 */
public final class Signals {
    private Signals() {}

    /** One moment. */
    public static Map<String, Object> of(Sample sample) {
        Map<String, Object> values = new LinkedHashMap<>();
        put(sample, values);
        return Collections.unmodifiableMap(values);
    }

    /** The newest moment of a batch, and what the batch itself says. */
    public static Map<String, Object> of(TelemetryBatch batch) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (batch.getSamplesCount() > 0) {
            put(batch.getSamples(batch.getSamplesCount() - 1), values);
        }
        put(batch, values);
        return Collections.unmodifiableMap(values);
    }

    private static void put(Message from, Map<String, Object> values) {
        for (Signal signal : SignalCatalogue.telemetry().list()) {
            signal.in(from).ifPresent(value -> values.put(signal.path(), value));
        }
    }
}
