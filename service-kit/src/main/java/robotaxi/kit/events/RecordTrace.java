package robotaxi.kit.events;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import robotaxi.contracts.Topics;
import robotaxi.kit.trace.Trace;

/** The trace that a record brings along. */
public final class RecordTrace {
    private RecordTrace() {}

    /** The step that deals with the record; of a new trace if the record names none. */
    public static Trace of(ConsumerRecord<?, ?> message) {
        Header header = message.headers().lastHeader(Topics.TRACEPARENT);
        return Trace.parse(header == null ? null : new String(header.value(), StandardCharsets.ISO_8859_1))
                .map(Trace::next)
                .orElseGet(Trace::begin);
    }
}
