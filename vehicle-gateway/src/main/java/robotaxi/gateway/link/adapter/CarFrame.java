package robotaxi.gateway.link.adapter;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.Uplinks;

/** A frame from a car. Records are read no further than the gateway needs: most bytes of a fleet only pass through. */
sealed interface CarFrame {
    /** Records, in order. */
    record Records(List<CarRecord> records) implements CarFrame {}

    /** Everything else. */
    record Control(OpenRequest frame) implements CarFrame {}

    int UPLINK = tag(OpenRequest.UPLINK_FIELD_NUMBER);
    int UPLINKS = tag(OpenRequest.UPLINKS_FIELD_NUMBER);
    int EACH = tag(Uplinks.UPLINKS_FIELD_NUMBER);

    /** Takes frames off the wire as they are: who reads them is decided behind it. */
    final class Bytes implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] frame) {
            throw new UnsupportedOperationException("a gateway sends no frames of a car");
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                // A stream that is read to its end costs a buffer of 16 KiB each time. Of a compressed frame gRPC knows
                // no length.
                return stream instanceof KnownLength ? stream.readNBytes(stream.available()) : stream.readAllBytes();
            } catch (IOException e) {
                throw Status.INTERNAL.withCause(e).asRuntimeException();
            }
        }
    }

    /**
     * Reads a frame.
     *
     * @throws IOException if it is none
     */
    static CarFrame read(byte[] frame) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(frame);
        List<CarRecord> records = new ArrayList<>();
        int tag = in.readTag();
        if (tag == UPLINK) {
            records.add(record(frame, in));
        } else if (tag == UPLINKS) {
            int end = in.pushLimit(in.readRawVarint32());
            while (!in.isAtEnd()) {
                if (in.readTag() != EACH) {
                    throw new InvalidProtocolBufferException("something other than records among records");
                }
                records.add(record(frame, in));
            }
            in.popLimit(end);
        }
        // Frames of any other kind, and such as no car writes: more than one thing in one.
        return records.isEmpty() || !in.isAtEnd() ? new Control(OpenRequest.parseFrom(frame)) : new Records(records);
    }

    private static int tag(int field) {
        return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    private static CarRecord record(byte[] frame, CodedInputStream in) throws IOException {
        int length = in.readRawVarint32();
        int offset = in.getTotalBytesRead();
        in.skipRawBytes(length);
        return CarRecord.read(frame, offset, length);
    }
}
