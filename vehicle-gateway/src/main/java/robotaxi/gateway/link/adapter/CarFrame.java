package robotaxi.gateway.link.adapter;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
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

    /** Reads frames off the wire. What cannot be read ends the stream. */
    final class Reader implements Marshaller<CarFrame> {
        private static final int UPLINK = tag(OpenRequest.UPLINK_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        private static final int UPLINKS = tag(OpenRequest.UPLINKS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        private static final int EACH = tag(Uplinks.UPLINKS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);

        @Override
        public InputStream stream(CarFrame frame) {
            throw new UnsupportedOperationException("a gateway sends no frames of a car");
        }

        @Override
        public CarFrame parse(InputStream stream) {
            try {
                return read(stream.readAllBytes());
            } catch (IOException e) {
                throw Status.INVALID_ARGUMENT
                        .withDescription("link.unreadable")
                        .withCause(e)
                        .asRuntimeException();
            }
        }

        private static CarFrame read(byte[] frame) throws IOException {
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
            return records.isEmpty() || !in.isAtEnd()
                    ? new Control(OpenRequest.parseFrom(frame))
                    : new Records(records);
        }

        private static int tag(int field, int wireType) {
            return field << 3 | wireType;
        }

        private static CarRecord record(byte[] frame, CodedInputStream in) throws IOException {
            int length = in.readRawVarint32();
            int offset = in.getTotalBytesRead();
            in.skipRawBytes(length);
            return CarRecord.read(frame, offset, length);
        }
    }
}
