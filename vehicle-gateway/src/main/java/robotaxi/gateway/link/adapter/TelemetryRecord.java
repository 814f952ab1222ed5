package robotaxi.gateway.link.adapter;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import robotaxi.contracts.Topics;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;

/**
 * Telemetry, nearly all that a fleet says. Its bytes go on as they came, with what the gateway knows written behind them: where
 * a single field is there twice, the last one counts
 * (<a href="https://protobuf.dev/programming-guides/encoding/#last-one-wins">Protocol Buffers, Encoding</a>).
 */
final class TelemetryRecord implements CarRecord {
    private static final int NONE = -1;
    private static final MessageShape SHAPE = MessageShape.of(TelemetryBatch.getDescriptor());

    private final byte[] frame;
    private final int size;
    private int payload = NONE;
    private int payloadLength;
    private long sequence;
    private long bootEpoch;
    private int conflated;
    private boolean holdsAnotherPayload;

    private TelemetryRecord(byte[] frame, int size) {
        this.frame = frame;
        this.size = size;
    }

    static TelemetryRecord read(byte[] frame, int offset, int length) throws IOException {
        var record = new TelemetryRecord(frame, length);
        CodedInputStream in = CodedInputStream.newInstance(frame, offset, length);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case Uplink.SEQUENCE_FIELD_NUMBER -> record.sequence = in.readUInt64();
                case Uplink.BOOT_EPOCH_FIELD_NUMBER -> record.bootEpoch = in.readUInt64();
                case Uplink.CONFLATED_FIELD_NUMBER -> record.conflated = in.readUInt32();
                case Uplink.TELEMETRY_FIELD_NUMBER -> {
                    record.payloadLength = in.readRawVarint32();
                    record.payload = offset + in.getTotalBytesRead();
                    in.skipRawBytes(record.payloadLength);
                }
                case Uplink.EVENT_FIELD_NUMBER,
                        Uplink.SAFETY_FIELD_NUMBER,
                        Uplink.COMMAND_REPORT_FIELD_NUMBER,
                        Uplink.ASSISTANCE_FIELD_NUMBER -> {
                    record.holdsAnotherPayload = true;
                    in.skipField(tag);
                }
                default -> in.skipField(tag);
            }
        }
        return record;
    }

    @Override
    public Lane lane() {
        return Lane.LANE_TELEMETRY;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long bootEpoch() {
        return bootEpoch;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int conflated() {
        return conflated;
    }

    @Override
    public Optional<String> fault() {
        return payload == NONE || holdsAnotherPayload ? Optional.of("link.wrong-lane") : Optional.empty();
    }

    @Override
    public boolean isReadable() {
        if (SHAPE.surelyFits(frame, payload, payloadLength)) {
            return true;
        }
        try {
            TelemetryBatch.parser().parseFrom(frame, payload, payloadLength);
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    @Override
    public ProducerRecord<String, byte[]> message(String vehicleId, long sessionEpoch) {
        int added = CodedOutputStream.computeStringSize(TelemetryBatch.VEHICLE_ID_FIELD_NUMBER, vehicleId)
                + CodedOutputStream.computeUInt64Size(TelemetryBatch.BOOT_EPOCH_FIELD_NUMBER, bootEpoch)
                + CodedOutputStream.computeUInt64Size(TelemetryBatch.SEQUENCE_FIELD_NUMBER, sequence)
                + CodedOutputStream.computeUInt64Size(TelemetryBatch.SESSION_EPOCH_FIELD_NUMBER, sessionEpoch)
                + CodedOutputStream.computeUInt32Size(TelemetryBatch.CONFLATED_FIELD_NUMBER, conflated);
        byte[] value = new byte[payloadLength + added];
        System.arraycopy(frame, payload, value, 0, payloadLength);
        CodedOutputStream out = CodedOutputStream.newInstance(value, payloadLength, added);
        try {
            out.writeString(TelemetryBatch.VEHICLE_ID_FIELD_NUMBER, vehicleId);
            out.writeUInt64(TelemetryBatch.BOOT_EPOCH_FIELD_NUMBER, bootEpoch);
            out.writeUInt64(TelemetryBatch.SEQUENCE_FIELD_NUMBER, sequence);
            out.writeUInt64(TelemetryBatch.SESSION_EPOCH_FIELD_NUMBER, sessionEpoch);
            out.writeUInt32(TelemetryBatch.CONFLATED_FIELD_NUMBER, conflated);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.checkNoSpaceLeft();
        String eventId = vehicleId + "/" + Lane.LANE_TELEMETRY_VALUE + "/" + sequence;
        return CarRecord.message(Topics.VEHICLE_TELEMETRY, vehicleId, eventId, value);
    }
}
