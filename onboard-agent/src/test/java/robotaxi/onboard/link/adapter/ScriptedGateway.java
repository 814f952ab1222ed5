package robotaxi.onboard.link.adapter;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import robotaxi.contracts.link.v1.Ack;
import robotaxi.contracts.link.v1.Credit;
import robotaxi.contracts.link.v1.Goodbye;
import robotaxi.contracts.link.v1.Heartbeat;
import robotaxi.contracts.link.v1.Hello;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;
import robotaxi.contracts.link.v1.Welcome;
import robotaxi.onboard.link.GatewayAddress;

/** A gateway over real TLS and TCP whose manners a test chooses. Several may share one {@link Log}, as real ones share Kafka. */
final class ScriptedGateway implements AutoCloseable {
    private static final int WINDOW_BYTES = 64 * 1024;

    /** What is durable. A record that is there already is not written twice. */
    static final class Log {
        final List<Uplink> records = new CopyOnWriteArrayList<>();
        final List<String> gaps = new CopyOnWriteArrayList<>();
        private final Map<Lane, Long> durable = new EnumMap<>(Lane.class);
        private long epoch;

        synchronized void take(Uplink record) {
            long known = durable(record.getLane());
            if (record.getSequence() > known) {
                if (record.getSequence() != known + 1) {
                    gaps.add(record.getLane() + " " + known + " then " + record.getSequence());
                }
                durable.put(record.getLane(), record.getSequence());
                records.add(record);
            }
        }

        synchronized long durable(Lane lane) {
            return durable.getOrDefault(lane, 0L);
        }

        synchronized void forgetTo(Lane lane, long sequence) {
            durable.put(lane, sequence);
        }

        synchronized long nextEpoch() {
            return ++epoch;
        }

        List<Long> sequences(Lane lane) {
            return records.stream()
                    .filter(record -> record.getLane() == lane)
                    .map(Uplink::getSequence)
                    .toList();
        }
    }

    /** One stream of the car. */
    final class Stream implements StreamObserver<OpenRequest> {
        final ServerCallStreamObserver<OpenResponse> out;
        volatile Hello hello;
        volatile long heartbeats;
        volatile int roundTripMillis;
        volatile boolean over;

        /** Lanes that were put off: what still comes was sent before the car knew, until it says that it comes anew. */
        private final Set<Lane> held = ConcurrentHashMap.newKeySet();

        Stream(ServerCallStreamObserver<OpenResponse> out) {
            this.out = out;
        }

        boolean isControl() {
            return hello != null && hello.getStream() == StreamKind.STREAM_KIND_CONTROL;
        }

        void send(OpenResponse.Builder frame) {
            if (frame.getNack().getRetryAfterMillis() > 0) {
                held.add(frame.getNack().getLane());
            }
            synchronized (out) {
                if (!out.isCancelled() && !over) {
                    out.onNext(frame.build());
                }
            }
        }

        void credit(Lane lane, int records) {
            send(OpenResponse.newBuilder()
                    .setCredit(Credit.newBuilder().setLane(lane).setRecords(records)));
        }

        void goodbye(String code, int retryAfterMillis) {
            send(OpenResponse.newBuilder()
                    .setGoodbye(Goodbye.newBuilder().setCode(code).setRetryAfterMillis(retryAfterMillis)));
            synchronized (out) {
                over = true;
                if (!out.isCancelled()) {
                    out.onCompleted();
                }
            }
        }

        void breakOff() {
            synchronized (out) {
                if (!over && !out.isCancelled()) {
                    out.onError(Status.UNAVAILABLE.asRuntimeException());
                }
                over = true;
            }
        }

        @Override
        public void onNext(OpenRequest frame) {
            if (mute || over) {
                return;
            }
            switch (frame.getFrameCase()) {
                case HELLO -> {
                    hello = frame.getHello();
                    if (slow && !isControl()) {
                        out.request(Integer.MAX_VALUE);
                    }
                    if (welcomes) {
                        welcome();
                    }
                    streams.add(this);
                }
                case UPLINKS -> frame.getUplinks().getUplinksList().forEach(this::take);
                case RESUME -> held.remove(frame.getResume().getLane());
                case HEARTBEAT -> {
                    roundTripMillis = frame.getHeartbeat().getRoundTripMillis();
                    heartbeats = frame.getHeartbeat().getNumber();
                    send(OpenResponse.newBuilder()
                            .setHeartbeat(Heartbeat.newBuilder().setNumber(heartbeats)));
                }
                default -> {}
            }
        }

        private void take(Uplink record) {
            if (mute || over) {
                return;
            }
            arrived.add(record);
            if (!held.contains(record.getLane()) && manners.test(new Arrival(this, record))) {
                log.take(record);
                acknowledge(record.getLane());
            }
        }

        private void welcome() {
            Welcome.Builder welcome =
                    Welcome.newBuilder().setSessionEpoch(log.nextEpoch()).setHeartbeatIntervalMillis(500);
            for (Lane lane : Lane.values()) {
                if (lane != Lane.UNRECOGNIZED && lane != Lane.LANE_UNSPECIFIED) {
                    welcome.addCredits(Credit.newBuilder().setLane(lane).setRecords(credits.getOrDefault(lane, 1000)));
                    welcome.addDurable(Ack.newBuilder().setLane(lane).setDurableSequence(log.durable(lane)));
                }
            }
            send(OpenResponse.newBuilder().setWelcome(welcome));
        }

        void acknowledge(Lane lane) {
            send(OpenResponse.newBuilder()
                    .setAck(Ack.newBuilder().setLane(lane).setDurableSequence(log.durable(lane))));
        }

        @Override
        public void onError(Throwable problem) {
            over = true;
        }

        @Override
        public void onCompleted() {
            synchronized (out) {
                if (!over && !out.isCancelled()) {
                    out.onCompleted();
                }
                over = true;
            }
        }
    }

    /** A record that came in. */
    record Arrival(Stream stream, Uplink record) {}

    final Log log;
    final List<Stream> streams = new CopyOnWriteArrayList<>();
    final List<Uplink> arrived = new CopyOnWriteArrayList<>();
    final Map<Lane, Integer> credits = new EnumMap<>(Lane.class);
    /** Whether a record that came in becomes durable. */
    volatile Predicate<Arrival> manners = _ -> true;
    /** On control records are read only when asked for. */
    volatile boolean slow;

    volatile boolean welcomes = true;
    volatile boolean mute;
    private final X509Certificate certificate;
    private final Server server;

    ScriptedGateway(Log log) throws Exception {
        this.log = log;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair key = generator.generateKeyPair();
        certificate = certificate(key);
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forServer(key.getPrivate(), certificate))
                        .build())
                .flowControlWindow(WINDOW_BYTES)
                .addService(new VehicleLinkGrpc.VehicleLinkImplBase() {
                    @Override
                    public StreamObserver<OpenRequest> open(StreamObserver<OpenResponse> out) {
                        var call = (ServerCallStreamObserver<OpenResponse>) out;
                        if (slow) {
                            call.disableAutoRequest();
                            call.request(1);
                        }
                        return new Stream(call);
                    }
                })
                .build()
                .start();
    }

    private static X509Certificate certificate(KeyPair key) throws Exception {
        Instant now = Instant.now();
        X500Principal name = new X500Principal("CN=localhost");
        var builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(64, new java.security.SecureRandom()),
                Date.from(now.minusSeconds(60)),
                Date.from(now.plusSeconds(3600)),
                name,
                key.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
    }

    GatewayAddress address() {
        return new GatewayAddress("localhost", server.getPort());
    }

    static SslContext trusting(List<ScriptedGateway> gateways) throws Exception {
        List<X509Certificate> certificates = new ArrayList<>();
        gateways.forEach(gateway -> certificates.add(gateway.certificate));
        return GrpcSslContexts.forClient()
                .trustManager(certificates.toArray(X509Certificate[]::new))
                .build();
    }

    List<Stream> bulks() {
        return streams.stream().filter(stream -> !stream.isControl()).toList();
    }

    List<Stream> controls() {
        return streams.stream().filter(Stream::isControl).toList();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
