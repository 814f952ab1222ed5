package robotaxi.benchmarks.link;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;

/** Frames to the gateway that are bytes already. */
final class WireFrames implements Marshaller<byte[]> {
    private WireFrames() {}

    /** The link's stream, with frames of bytes. */
    static MethodDescriptor<byte[], OpenResponse> open() {
        MethodDescriptor<OpenRequest, OpenResponse> open = VehicleLinkGrpc.getOpenMethod();
        return open.toBuilder(new WireFrames(), open.getResponseMarshaller()).build();
    }

    @Override
    public InputStream stream(byte[] frame) {
        return new Frame(frame);
    }

    /** Goes to the transport in one piece: what the client spends is missing to the gateway. */
    private static final class Frame extends ByteArrayInputStream implements Drainable, KnownLength {
        Frame(byte[] frame) {
            super(frame);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int length = available();
            transferTo(target);
            return length;
        }
    }

    @Override
    public byte[] parse(InputStream stream) {
        throw new UnsupportedOperationException("a car gets no frames of a car");
    }
}
