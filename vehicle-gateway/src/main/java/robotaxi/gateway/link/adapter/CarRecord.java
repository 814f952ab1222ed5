package robotaxi.gateway.link.adapter;

import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import robotaxi.contracts.Topics;
import robotaxi.contracts.Topics.Topic;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Uplink;

/** What a car says, on its way to where it is kept. Identity comes from the certificate, never from the record. */
interface CarRecord {
    /** Its priority class. */
    Lane lane();

    /** Its number in its lane. */
    long sequence();

    /** Boot epoch of the car when it was recorded. */
    long bootEpoch();

    /** Bytes of the whole record. */
    int size();

    /** Records of its lane that the car left out before it, since the link was under pressure. */
    int conflated();

    /** Why it is refused for good, or nothing, by what the gateway itself must know of it. */
    Optional<String> fault();

    /** Whether all of it is what its lane promises: a consumer must never meet bytes that it cannot read. */
    boolean isReadable();

    /** What Kafka gets. Its event id is the same when the car sends the record again. */
    ProducerRecord<String, byte[]> message(String vehicleId, long sessionEpoch);

    /** A message with the event id that consumers know it by. */
    static ProducerRecord<String, byte[]> message(Topic topic, String vehicleId, String eventId, byte[] value) {
        var message = new ProducerRecord<>(topic.name(), vehicleId, value);
        message.headers().add(Topics.EVENT_ID, eventId.getBytes(StandardCharsets.UTF_8));
        return message;
    }

    /** How a record begins that says its lane first. */
    int LANE_TAG = Uplink.LANE_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;

    /** Reads a record out of a frame. */
    static CarRecord read(byte[] frame, int offset, int length) throws IOException {
        // Nearly every record, as every car writes it: the lane first, in two bytes.
        if (length > 1 && frame[offset] == LANE_TAG && frame[offset + 1] == Lane.LANE_TELEMETRY_VALUE) {
            return TelemetryRecord.read(frame, offset, length);
        }
        Uplink whole = Uplink.parser().parseFrom(frame, offset, length);
        // Whoever writes the lane behind other fields, or in more bytes than it needs.
        return whole.getLane() == Lane.LANE_TELEMETRY
                ? TelemetryRecord.read(frame, offset, length)
                : new ParsedRecord(whole);
    }
}
