package robotaxi.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.not;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import robotaxi.contracts.link.v1.EnrolRequest;
import robotaxi.contracts.link.v1.EnrolResponse;
import robotaxi.contracts.link.v1.EnrolmentServiceGrpc;

/** A car as the gateway meets it: registered over REST, enrolled and connected over the real ports. */
public final class TestCar {
    private static final String HARDWARE = "sim-cpu";

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

    /** Asks for a certificate. */
    public static EnrolResponse enrol(TestPki pki, int port, String token, String vin, byte[] request)
            throws SSLException, InterruptedException {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .sslContext(GrpcSslContexts.forClient().trustManager(pki.root()).build())
                .build();
        try {
            return EnrolmentServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .enrol(EnrolRequest.newBuilder()
                            .setToken(token)
                            .setVin(vin)
                            .setHardwareId(HARDWARE)
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
        List<X509Certificate> chain = new ArrayList<>();
        var factory = CertificateFactory.getInstance("X.509");
        for (ByteString der : response.getCertificateChainList()) {
            chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der.toByteArray())));
        }
        return new TestCar(id, key, chain);
    }

    /** A car whose certificate this gateway never signed. */
    public static TestCar impostor(String id, TestPki signedBy) {
        TestPki.Identity identity = signedBy.forge("urn:robotaxi:vehicle:" + id);
        return new TestCar(id, identity.key(), List.of(identity.certificate(), signedBy.intermediate()));
    }

    /** Somebody whose certificate is the fleet's but names no car. */
    public static TestCar stranger(TestPki pki) {
        TestPki.Identity identity = pki.forge("urn:robotaxi:workshop:1");
        return new TestCar("nobody", identity.key(), List.of(identity.certificate(), pki.intermediate()));
    }

    /** A connection with the car's certificate. */
    public ManagedChannel channel(TestPki pki, int linkPort) throws SSLException {
        return NettyChannelBuilder.forAddress("127.0.0.1", linkPort)
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forClient()
                                .trustManager(pki.root())
                                .keyManager(key.getPrivate(), chain.toArray(X509Certificate[]::new)))
                        .build())
                .build();
    }
}
