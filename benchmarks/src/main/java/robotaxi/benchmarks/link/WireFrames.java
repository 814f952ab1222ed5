package robotaxi.benchmarks.link;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
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
        return new ByteArrayInputStream(frame);
    }

    @Override
    public byte[] parse(InputStream stream) {
        throw new UnsupportedOperationException("a car gets no frames of a car");
    }
}
