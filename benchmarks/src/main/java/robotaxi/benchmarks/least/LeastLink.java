package robotaxi.benchmarks.least;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettySslContextServerCredentials;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.link.v1.Ack;
import robotaxi.contracts.link.v1.Credit;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;
import robotaxi.contracts.link.v1.Welcome;

/** Cars' streams over the gateway's transport: mutual TLS, gRPC, one frame in and one out. */
final class LeastLink {
    private static final Context.Key<String> CAR = Context.key("car");
    private static final int WINDOW_BYTES = 1024 * 1024;
    private static final int CREDITS = 1_000_000;

    private final Map<String, StreamObserver<OpenResponse>> cars = new ConcurrentHashMap<>();
    private final LeastTelemetry telemetry;
    private final LeastLedger ledger;

    LeastLink(LeastTelemetry telemetry, LeastLedger ledger) {
        this.telemetry = telemetry;
        this.ledger = ledger;
    }

    void start(LeastOrder order) throws IOException {
        var tls = GrpcSslContexts.configure(
                        SslContextBuilder.forServer(new File(order.certificate()), new File(order.key()))
                                .protocols("TLSv1.3")
                                .trustManager(new File(order.root()))
                                .clientAuth(ClientAuth.REQUIRE))
                .build();
        MethodDescriptor<OpenRequest, OpenResponse> open = VehicleLinkGrpc.getOpenMethod();
        NettyServerBuilder.forAddress(
                        new InetSocketAddress("127.0.0.1", order.linkPort()),
                        NettySslContextServerCredentials.create(tls))
                .flowControlWindow(WINDOW_BYTES)
                .directExecutor()
                .intercept(new Names())
                .addService(ServerServiceDefinition.builder(VehicleLinkGrpc.SERVICE_NAME)
                        .addMethod(
                                open.toBuilder(new Bytes(), open.getResponseMarshaller())
                                        .build(),
                                ServerCalls.asyncBidiStreamingCall(Stream::new))
                        .build())
                .build()
                .start();
    }

    /** Sends a frame to a car. */
    void send(String vehicleId, OpenResponse frame) {
        send(Objects.requireNonNull(cars.get(vehicleId)), frame);
    }

    private static void send(StreamObserver<OpenResponse> out, OpenResponse frame) {
        synchronized (out) {
            out.onNext(frame);
        }
    }

    /** Frames that nobody has read yet. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] frame) {
            return new ByteArrayInputStream(frame);
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

    /** Who a car is, by its certificate. */
    private static final class Names implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            try {
                var session = Objects.requireNonNull(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
                var certificate = (X509Certificate) session.getPeerCertificates()[0];
                String name = new LdapName(certificate.getSubjectX500Principal().getName())
                        .getRdns().stream()
                                .filter(part -> part.getType().equals("CN"))
                                .map(part -> part.getValue().toString())
                                .findFirst()
                                .orElseThrow();
                return Contexts.interceptCall(Context.current().withValue(CAR, name), call, headers, next);
            } catch (SSLPeerUnverifiedException | InvalidNameException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** One stream of one car. */
    private final class Stream implements StreamObserver<byte[]> {
        private final StreamObserver<OpenResponse> out;
        private final String car = CAR.get();
        private @Nullable StreamKind kind;
        private long records;

        Stream(StreamObserver<OpenResponse> out) {
            this.out = out;
        }

        @Override
        public void onNext(byte[] frame) {
            try {
                if (kind == null) {
                    welcome(OpenRequest.parseFrom(frame).getHello().getStream());
                } else if (kind == StreamKind.STREAM_KIND_BULK) {
                    long sequence = ++records;
                    telemetry.send(car, frame, () -> acknowledge(Lane.LANE_TELEMETRY, sequence));
                } else {
                    reports(OpenRequest.parseFrom(frame).getUplinks().getUplinksList());
                }
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalArgumentException(e);
            }
        }

        private void welcome(StreamKind said) {
            kind = said;
            if (said == StreamKind.STREAM_KIND_CONTROL) {
                cars.put(car, out);
            }
            var credit = Credit.newBuilder().setLane(Lane.LANE_TELEMETRY).setRecords(CREDITS);
            var welcome =
                    Welcome.newBuilder().setSessionEpoch(1).setVehicleId(car).addCredits(credit);
            send(out, OpenResponse.newBuilder().setWelcome(welcome).build());
        }

        private void reports(List<Uplink> reports) {
            if (!reports.isEmpty()) {
                Uplink last = reports.getLast();
                ledger.received(
                        List.of(last.getCommandReport().getCommandId()),
                        () -> acknowledge(Lane.LANE_COMMAND, last.getSequence()));
            }
        }

        private void acknowledge(Lane lane, long sequence) {
            var ack = Ack.newBuilder().setLane(lane).setDurableSequence(sequence);
            send(out, OpenResponse.newBuilder().setAck(ack).build());
        }

        @Override
        public void onError(Throwable broke) {
            cars.remove(car, out);
        }

        @Override
        public void onCompleted() {
            cars.remove(car, out);
        }
    }
}
