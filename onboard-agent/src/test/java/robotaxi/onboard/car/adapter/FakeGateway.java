package robotaxi.onboard.car.adapter;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.link.v1.Ack;
import robotaxi.contracts.link.v1.EnrolRequest;
import robotaxi.contracts.link.v1.EnrolResponse;
import robotaxi.contracts.link.v1.EnrolmentServiceGrpc;
import robotaxi.contracts.link.v1.Hello;
import robotaxi.contracts.link.v1.OpenRequest;
import robotaxi.contracts.link.v1.OpenResponse;
import robotaxi.contracts.link.v1.RenewRequest;
import robotaxi.contracts.link.v1.RenewResponse;
import robotaxi.contracts.link.v1.StreamKind;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;
import robotaxi.contracts.link.v1.Welcome;
import robotaxi.onboard.identity.adapter.CarIdentity;
import robotaxi.testkit.TestSigners;

/** A gateway with a certificate authority of its own that keeps its promises: it acknowledges what it has written down. */
final class FakeGateway implements AutoCloseable {
    private final KeyPair rootKey = key();
    private final X509Certificate root;
    private final TestSigners signers;
    private final AtomicLong serial = new AtomicLong(1);
    private final AtomicLong epoch = new AtomicLong();
    private final Server link;
    private final Server enrolment;
    final List<Hello> hellos = new CopyOnWriteArrayList<>();
    final List<Uplink> uplinks = new CopyOnWriteArrayList<>();
    final List<String> tokens = new CopyOnWriteArrayList<>();
    /** Serial of the certificate behind each hello. */
    final List<BigInteger> helloSerials = new CopyOnWriteArrayList<>();
    /** Serial of every certificate that a renewal issued, also of those whose answer was lost. */
    final List<BigInteger> renewals = new CopyOnWriteArrayList<>();

    private static final Context.Key<BigInteger> SERIAL = Context.key("serial");
    /** Every certificate lasts for another hour; one that is so old is past three quarters of its time. */
    private static final Duration LONG_AGO = Duration.ofHours(4);

    private volatile boolean enrolsOld;
    private volatile CountDownLatch renewalsMayAnswer = new CountDownLatch(0);
    private final AtomicInteger answersToLose = new AtomicInteger();
    private volatile StreamObserver<OpenResponse> control;
    private volatile boolean acknowledges = true;

    FakeGateway() throws Exception {
        root = certificate("CN=root", rootKey.getPublic(), rootKey.getPrivate(), "CN=root", true, null);
        signers = new TestSigners(new TestSigners.Identity(root, rootKey));
        KeyPair serverKey = key();
        X509Certificate server = certificate(
                "CN=localhost",
                serverKey.getPublic(),
                rootKey.getPrivate(),
                "CN=root",
                false,
                new GeneralName(GeneralName.dNSName, "localhost"));
        link = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forServer(serverKey.getPrivate(), server))
                        .trustManager(root)
                        .clientAuth(ClientAuth.REQUIRE)
                        .build())
                .addService(new Link())
                .intercept(new ServerInterceptor() {
                    @Override
                    public <Q, A> ServerCall.Listener<Q> interceptCall(
                            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                        return Contexts.interceptCall(
                                Context.current().withValue(SERIAL, serialOf(call)), call, headers, next);
                    }
                })
                .build()
                .start();
        enrolment = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forServer(serverKey.getPrivate(), server))
                        .build())
                .addService(new Enrol())
                .build()
                .start();
    }

    /** The link falls, and stays down. */
    void stopLink() {
        link.shutdownNow();
    }

    /** What another service of the fleet answers with, on this machine. */
    SSLContext serviceContext() throws Exception {
        KeyPair keys = key();
        X509Certificate certificate = certificate(
                "CN=localhost",
                keys.getPublic(),
                rootKey.getPrivate(),
                "CN=root",
                false,
                new GeneralName(GeneralName.dNSName, "localhost"));
        return new CarIdentity(keys.getPrivate(), List.of(certificate), root).httpContext();
    }

    int linkPort() {
        return link.getPort();
    }

    int enrolmentPort() {
        return enrolment.getPort();
    }

    void writeRoot(Path file) throws Exception {
        Files.writeString(
                file,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    /** An order of this service. */
    void send(String service, Command.Builder order) {
        send(signed(service, order));
    }

    /** An order as this service would sign it. */
    Command signed(String service, Command.Builder order) {
        return signers.sign(service, order);
    }

    /** An order as it is. */
    void send(Command command) {
        control.onNext(OpenResponse.newBuilder().setCommand(command).build());
    }

    /** Certificates of an enrolment are due for renewal at once. */
    void enrolOld() {
        enrolsOld = true;
    }

    /** Renewals issue their certificate and then wait with the answer. */
    CountDownLatch holdRenewals() {
        CountDownLatch gate = new CountDownLatch(1);
        renewalsMayAnswer = gate;
        return gate;
    }

    /** The next answers never arrive. */
    void loseAnswers(int count) {
        answersToLose.set(count);
    }

    private static BigInteger serialOf(ServerCall<?, ?> call) {
        try {
            SSLSession tls = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
            return ((X509Certificate) tls.getPeerCertificates()[0]).getSerialNumber();
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate car(byte[] request, Duration age) throws Exception {
        return certificate(
                "CN=car",
                new JcaPKCS10CertificationRequest(request).getPublicKey(),
                rootKey.getPrivate(),
                "CN=root",
                false,
                new GeneralName(GeneralName.uniformResourceIdentifier, "urn:robotaxi:vehicle:car-01"),
                age);
    }

    void giveAcks() {
        acknowledges = true;
    }

    void holdAcks() {
        acknowledges = false;
    }

    private final class Enrol extends EnrolmentServiceGrpc.EnrolmentServiceImplBase {
        @Override
        public void enrol(EnrolRequest request, StreamObserver<EnrolResponse> out) {
            try {
                tokens.add(request.getToken());
                X509Certificate car = car(
                        request.getCertificateSigningRequest().toByteArray(),
                        enrolsOld ? LONG_AGO : Duration.ofMinutes(1));
                out.onNext(EnrolResponse.newBuilder()
                        .setVehicleId("car-01")
                        .addCertificateChain(ByteString.copyFrom(car.getEncoded()))
                        .setRootCertificate(ByteString.copyFrom(root.getEncoded()))
                        .build());
                out.onCompleted();
            } catch (Exception e) {
                out.onError(e);
            }
        }
    }

    private final class Link extends VehicleLinkGrpc.VehicleLinkImplBase {
        @Override
        public void renew(RenewRequest request, StreamObserver<RenewResponse> out) {
            try {
                X509Certificate car = car(request.getCertificateSigningRequest().toByteArray(), Duration.ofMinutes(1));
                renewals.add(car.getSerialNumber());
                renewalsMayAnswer.await();
                if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    out.onError(Status.UNAVAILABLE.asRuntimeException());
                    return;
                }
                out.onNext(RenewResponse.newBuilder()
                        .addCertificateChain(ByteString.copyFrom(car.getEncoded()))
                        .build());
                out.onCompleted();
            } catch (Exception e) {
                out.onError(e);
            }
        }

        @Override
        public StreamObserver<OpenRequest> open(StreamObserver<OpenResponse> out) {
            BigInteger serial = SERIAL.get();
            return new StreamObserver<>() {
                @Override
                public void onNext(OpenRequest frame) {
                    switch (frame.getFrameCase()) {
                        case HELLO -> {
                            helloSerials.add(serial);
                            hellos.add(frame.getHello());
                            if (frame.getHello().getStream() == StreamKind.STREAM_KIND_CONTROL) {
                                control = out;
                            }
                            out.onNext(OpenResponse.newBuilder()
                                    .setWelcome(Welcome.newBuilder()
                                            .setSessionEpoch(epoch.incrementAndGet())
                                            .setVehicleId("car-01")
                                            .setHeartbeatIntervalMillis(1000))
                                    .build());
                        }
                        case UPLINKS -> frame.getUplinks().getUplinksList().forEach(this::take);
                        default -> {}
                    }
                }

                private void take(Uplink record) {
                    uplinks.add(record);
                    if (acknowledges) {
                        out.onNext(OpenResponse.newBuilder()
                                .setAck(Ack.newBuilder()
                                        .setLane(record.getLane())
                                        .setDurableSequence(record.getSequence()))
                                .build());
                    }
                }

                @Override
                public void onError(Throwable problem) {}

                @Override
                public void onCompleted() {
                    out.onCompleted();
                }
            };
        }
    }

    private X509Certificate certificate(
            String subject, PublicKey subjectKey, PrivateKey signer, String issuer, boolean authority, GeneralName name)
            throws Exception {
        return certificate(subject, subjectKey, signer, issuer, authority, name, Duration.ofMinutes(1));
    }

    private X509Certificate certificate(
            String subject,
            PublicKey subjectKey,
            PrivateKey signer,
            String issuer,
            boolean authority,
            GeneralName name,
            Duration age)
            throws Exception {
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                new X500Principal(issuer),
                BigInteger.valueOf(serial.incrementAndGet()),
                Date.from(now.minus(age)),
                Date.from(now.plusSeconds(3600)),
                new X500Principal(subject),
                subjectKey);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (name != null) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
        }
        byte[] der = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer))
                .getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static KeyPair key() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    @Override
    public void close() {
        link.shutdownNow();
        enrolment.shutdownNow();
    }
}
