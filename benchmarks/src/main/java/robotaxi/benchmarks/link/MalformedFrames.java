package robotaxi.benchmarks.link;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import robotaxi.contracts.link.v1.Heartbeat;
import robotaxi.contracts.link.v1.Hello;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;
import robotaxi.contracts.safety.v1.SafetyEvent;
import robotaxi.contracts.telemetry.v1.TelemetryBatch;

/** An enrolled car that sends nonsense of every kind, a thousand frames in a round. */
final class MalformedFrames {
    static final int FRAMES_A_ROUND = 1_000;

    private static final int RECORDS_A_SESSION = 100;
    private static final int STREAMS_A_CONNECTION = 50;
    private static final int OVERSIZED_BYTES = 5 * 1024 * 1024;
    private static final int PATIENCE_SECONDS = 10;
    private static final MethodDescriptor<byte[], byte[]> RAW =
            VehicleLinkGrpc.getOpenMethod().toBuilder(new Bytes(), new Bytes()).build();

    private final Car car;
    private final int linkPort;
    private final Random chance;
    private final LongConsumer sent;

    /**
     * Of this car.
     *
     * @param sent hears how many frames have gone out
     */
    MalformedFrames(Car car, int linkPort, Random chance, LongConsumer sent) {
        this.car = car;
        this.linkPort = linkPort;
        this.chance = chance;
        this.sent = sent;
    }

    /** A message as it stands. */
    private static final class Bytes implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private interface Nonsense {
        int send() throws InterruptedException, IOException;
    }

    /** A thousand frames: bad records, bytes that are no message, frames out of turn, broken HTTP/2, garbage for TLS, one too large. */
    void round() throws InterruptedException, IOException {
        List<Nonsense> round = new ArrayList<>();
        round.addAll(Collections.nCopies(7, this::badRecords));
        round.addAll(Collections.nCopies(3, () -> streams(this::noMessage)));
        round.addAll(Collections.nCopies(2, () -> streams(this::outOfTurn)));
        round.addAll(Collections.nCopies(30, () -> BrokenHttp2.send(car, linkPort, bytes(2_000))));
        round.addAll(Collections.nCopies(19, this::garbageForTls));
        round.add(this::oversized);
        Collections.shuffle(round, chance);
        for (Nonsense each : round) {
            sent.accept(each.send());
        }
    }

    private int badRecords() {
        ControlStream stream = ControlStream.open(car, linkPort);
        try {
            stream.welcomed().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            for (int i = 0; i < RECORDS_A_SESSION; i++) {
                stream.send(OpenRequest.newBuilder().setUplink(badRecord()).build());
            }
            // The gateway sends away who sends so many.
            stream.ended().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } finally {
            stream.cut();
        }
        return RECORDS_A_SESSION;
    }

    private Uplink.Builder badRecord() {
        var good = Uplink.newBuilder()
                .setLane(Lane.LANE_SAFETY)
                .setSequence(1)
                .setBootEpoch(1)
                .setSafety(SafetyEvent.getDefaultInstance());
        return switch (chance.nextInt(5)) {
            case 0 -> good.setSequence(0);
            case 1 -> good.setBootEpoch(0);
            case 2 -> good.setLane(Lane.LANE_TELEMETRY);
            case 3 -> good.setLaneValue(chance.nextInt()).clearSafety();
            default -> good.setTelemetry(TelemetryBatch.getDefaultInstance());
        };
    }

    private int streams(java.util.function.Supplier<List<byte[]>> messages) {
        ManagedChannel channel = car.connect(linkPort);
        try {
            IntStream.range(0, STREAMS_A_CONNECTION).forEach(i -> send(channel, messages.get()));
        } finally {
            channel.shutdownNow();
        }
        return STREAMS_A_CONNECTION;
    }

    private List<byte[]> noMessage() {
        // Field 15 with a wire type that there is none of, so that chance never makes it a message.
        byte[] bytes = bytes(300);
        bytes[0] = 0x7f;
        return List.of(bytes);
    }

    private List<byte[]> outOfTurn() {
        OpenRequest hello = OpenRequest.newBuilder()
                .setHello(Hello.newBuilder()
                        .setStream(StreamKind.STREAM_KIND_CONTROL)
                        .setBootEpoch(1))
                .build();
        OpenRequest bulk = OpenRequest.newBuilder()
                .setHello(Hello.newBuilder()
                        .setStream(StreamKind.STREAM_KIND_BULK)
                        .setSessionEpoch(chance.nextLong()))
                .build();
        OpenRequest heartbeat = OpenRequest.newBuilder()
                .setHeartbeat(Heartbeat.getDefaultInstance())
                .build();
        return switch (chance.nextInt(5)) {
            case 0 -> List.of(heartbeat.toByteArray());
            case 1 -> List.of(hello.toByteArray(), hello.toByteArray());
            case 2 -> List.of(bulk.toByteArray());
            case 3 -> List.of(new byte[0]);
            default ->
                List.of(OpenRequest.newBuilder().setUplink(badRecord()).build().toByteArray());
        };
    }

    private int oversized() {
        ManagedChannel channel = car.connect(linkPort);
        try {
            byte[] large = OpenRequest.newBuilder()
                    .setUplink(Uplink.newBuilder()
                            .setLane(Lane.LANE_SAFETY)
                            .setSequence(1)
                            .setBootEpoch(1)
                            .setSafety(SafetyEvent.newBuilder()
                                    .setDetailBytes(ByteString.copyFrom(new byte[OVERSIZED_BYTES]))))
                    .build()
                    .toByteArray();
            send(channel, List.of(large));
        } finally {
            channel.shutdownNow();
        }
        return 1;
    }

    /** A stream with these messages, up to its end. */
    private static void send(ManagedChannel channel, List<byte[]> messages) {
        var over = new CompletableFuture<Status>();
        ClientCall<byte[], byte[]> call = channel.newCall(RAW, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        over.complete(status);
                    }
                },
                new Metadata());
        call.request(Integer.MAX_VALUE);
        messages.forEach(call::sendMessage);
        try {
            over.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the gateway does not end a stream of nonsense", e);
        }
    }

    /** Bytes where a TLS record is due; every other time with the head of one. */
    private int garbageForTls() throws IOException {
        byte[] bytes = bytes(500);
        if (chance.nextBoolean()) {
            bytes[0] = 0x16;
            bytes[1] = 3;
            bytes[2] = 1;
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), linkPort)) {
            socket.getOutputStream().write(bytes);
        } catch (SocketException closedAtOnce) {
            return 1;
        }
        return 1;
    }

    private byte[] bytes(int most) {
        byte[] bytes = new byte[8 + chance.nextInt(most)];
        chance.nextBytes(bytes);
        return bytes;
    }
}
