package robotaxi.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.not;

import com.google.protobuf.ByteString;
import io.grpc.Attributes;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import robotaxi.contracts.link.v1.EnrolRequest;
import robotaxi.contracts.link.v1.EnrolResponse;
import robotaxi.contracts.link.v1.EnrolmentServiceGrpc;
import robotaxi.contracts.link.v1.RenewRequest;
import robotaxi.contracts.link.v1.RenewResponse;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;

/** A car as the gateway meets it: registered over REST, enrolled and connected over the real ports. */
public final class TestCar {
    /** Every car's computer. */
    public static final String HARDWARE = "sim-cpu";

    private final String id;
    private final KeyPair key;
    private final List<X509Certificate> chain;

    private TestCar(String id, KeyPair key, List<X509Certificate> chain) {
        this.id = id;
        this.key = key;
        this.chain = chain;
    }

    /** Its fleet id. */
    public String id() {
        return id;
    }

    /** The id's own VIN. */
    public static String vin(String id) {
        return "VIN-" + id;
    }

    /** Puts a car into the register. Needs an operator's identity around the test. */
    public static void register(String id) {
        given().contentType("application/json")
                .body(Map.of("vehicleId", id, "vin", vin(id), "hardwareId", HARDWARE, "marketId", "monaco", "seats", 4))
                .post("/v1/vehicles")
                .then()
                .statusCode(201);
    }

    /** A one-time token. */
    public static String token(String id) {
        return given().post("/v1/vehicles/" + id + "/enrolment-tokens")
                .then()
                .statusCode(201)
                .body("token", not(emptyString()))
                .extract()
                .path("token");
    }

    /** Where a peer of this name connects from: one loopback address each, as the gateway counts refusals by address. */
    public static String address(String name) {
        int hash = name.hashCode();
        return "127." + (1 + (hash >>> 16) % 250) + "." + (1 + (hash >>> 8) % 250) + "." + (1 + (hash & 0xff) % 250);
    }

    private static NettyChannelBuilder from(String name, int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port)
                .localSocketPicker(new NettyChannelBuilder.LocalSocketPicker() {
                    @Override
                    public SocketAddress createSocketAddress(SocketAddress server, Attributes attributes) {
                        return new InetSocketAddress(address(name), 0);
                    }
                });
    }

    /** Asks for a certificate. */
    public static EnrolResponse enrol(TestPki pki, int port, String token, String vin, byte[] request)
            throws SSLException, InterruptedException {
        return enrol(pki, port, token, vin, HARDWARE, request);
    }

    /** Asks for a certificate, from the VIN's own address. */
    public static EnrolResponse enrol(
            TestPki pki, int port, String token, String vin, String hardwareId, byte[] request)
            throws SSLException, InterruptedException {
        ManagedChannel channel = from(vin, port)
                .sslContext(GrpcSslContexts.forClient().trustManager(pki.root()).build())
                .build();
        try {
            return EnrolmentServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .enrol(EnrolRequest.newBuilder()
                            .setToken(token)
                            .setVin(vin)
                            .setHardwareId(hardwareId)
                            .setCertificateSigningRequest(ByteString.copyFrom(request))
                            .build());
        } finally {
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    /** A car with a certificate in force. */
    public static TestCar enrolled(String id, TestPki pki, int enrolmentPort) throws Exception {
        register(id);
        return anew(id, pki, enrolmentPort);
    }

    /** The same car with a new key and certificate. */
    public static TestCar anew(String id, TestPki pki, int enrolmentPort) throws Exception {
        KeyPair key = TestPki.keyPair("secp256r1");
        EnrolResponse response =
                enrol(pki, enrolmentPort, token(id), vin(id), TestPki.request(id, key, key, "SHA256withECDSA"));
        return new TestCar(id, key, chain(response.getCertificateChainList()));
    }

    private static List<X509Certificate> chain(List<ByteString> encoded) throws CertificateException {
        List<X509Certificate> chain = new ArrayList<>();
        var factory = CertificateFactory.getInstance("X.509");
        for (ByteString der : encoded) {
            chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der.toByteArray())));
        }
        return chain;
    }

    /** A car whose certificate this gateway never signed. */
    public static TestCar impostor(String id, TestPki signedBy) {
        return with(id, signedBy, signedBy.forge(id, vin(id), HARDWARE, Duration.ofHours(1)));
    }

    /** Somebody whose certificate is the fleet's but names no car. */
    public static TestCar stranger(TestPki pki) {
        return with("nobody", pki, pki.forge("urn:robotaxi:workshop:1"));
    }

    /** Somebody with this certificate. */
    public static TestCar with(String id, TestPki signedBy, TestPki.Identity identity) {
        return new TestCar(id, identity.key(), List.of(identity.certificate(), signedBy.intermediate()));
    }

    /** The car's own certificate. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The same car with its next certificate, asked for over its own connection. */
    public TestCar renewed(TestPki pki, int linkPort) throws Exception {
        KeyPair next = TestPki.keyPair("secp256r1");
        RenewResponse response = renew(pki, linkPort, TestPki.request(id, next, next, "SHA256withECDSA"));
        return new TestCar(id, next, chain(response.getCertificateChainList()));
    }

    /** Asks for the next certificate. */
    public RenewResponse renew(TestPki pki, int linkPort, byte[] request) throws SSLException, InterruptedException {
        ManagedChannel channel = channel(pki, linkPort);
        try {
            return VehicleLinkGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .renew(RenewRequest.newBuilder()
                            .setCertificateSigningRequest(ByteString.copyFrom(request))
                            .build());
        } finally {
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    /** A connection without any certificate, from the name's own address. */
    public static ManagedChannel bare(String name, TestPki pki, int linkPort) throws SSLException {
        return from(name, linkPort)
                .sslContext(GrpcSslContexts.forClient().trustManager(pki.root()).build())
                .build();
    }

    /** A connection with the car's certificate. */
    public ManagedChannel channel(TestPki pki, int linkPort) throws SSLException {
        return from(id, linkPort)
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forClient()
                                .trustManager(pki.root())
                                .keyManager(key.getPrivate(), chain.toArray(X509Certificate[]::new)))
                        .build())
                .build();
    }
}
