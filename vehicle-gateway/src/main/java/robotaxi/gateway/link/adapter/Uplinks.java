package robotaxi.gateway.link.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.Topics;
import robotaxi.contracts.link.v1.Lane;

/** Cars' records on their way to Kafka. */
@ApplicationScoped
class Uplinks {
    /** Kafka's own limit, less the room for headers. */
    private static final int LARGEST_RECORD = 1_000_000;

    private static final HexFormat HEX = HexFormat.of();

    /** Version, trace, span and "sampled", as the recommendation of the W3C writes them. */
    private static final byte[] TRACEPARENT =
            ("00-" + "0".repeat(32) + "-" + "0".repeat(16) + "-01").getBytes(StandardCharsets.ISO_8859_1);

    private final LaneProducers producers;

    @Inject
    Uplinks(LaneProducers producers) {
        this.producers = producers;
    }

    /** Why a record is refused for good, or nothing. */
    Optional<String> fault(CarRecord record) {
        if (record.sequence() == 0 || record.bootEpoch() == 0) {
            return Optional.of("link.no-sequence");
        }
        return record.size() > LARGEST_RECORD ? Optional.of("link.too-large") : record.fault();
    }

    /**
     * Sends a record. {@code done} hears only after the broker's own acknowledgement (acks=all): the car deletes its copy on
     * hearing from us, so an answer one step earlier loses data whenever this process dies between the two.
     *
     * @return false if there is no room for it now
     */
    boolean send(String vehicleId, long sessionEpoch, CarRecord record, Consumer<@Nullable Exception> done) {
        ProducerRecord<String, byte[]> message = record.message(vehicleId, sessionEpoch);
        message.headers().add(Topics.TRACEPARENT, traceparent(vehicleId, record));
        return producers.send(record.lane(), message, done);
    }

    /** W3C trace context. The same record sent twice belongs to the same trace. */
    private static byte[] traceparent(String vehicleId, CarRecord record) {
        byte[] header = TRACEPARENT.clone();
        writeHex(header, 3, high(vehicleId, record));
        writeHex(header, 19, low(record));
        writeHex(header, 36, low(record) | 1);
        return header;
    }

    private static void writeHex(byte[] header, int offset, long value) {
        for (int digit = 0; digit < 16; digit++) {
            header[offset + digit] = (byte) HEX.toLowHexDigit((int) (value >>> (60 - 4 * digit)));
        }
    }

    /** The trace that a record belongs to, on every way through the fleet. */
    static String traceId(String vehicleId, CarRecord record) {
        return HEX.toHexDigits(high(vehicleId, record)) + HEX.toHexDigits(low(record));
    }

    private static long high(String vehicleId, CarRecord record) {
        return ((long) vehicleId.hashCode() << 32 | (record.bootEpoch() & 0xffffffffL)) | 1;
    }

    private static long low(CarRecord record) {
        Lane lane = record.lane();
        return record.sequence() * 31 + (lane == Lane.UNRECOGNIZED ? 0 : lane.getNumber());
    }
}
