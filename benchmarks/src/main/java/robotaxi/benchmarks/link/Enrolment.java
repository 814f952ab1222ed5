package robotaxi.benchmarks.link;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import robotaxi.contracts.link.v1.EnrolRequest;
import robotaxi.contracts.link.v1.EnrolResponse;
import robotaxi.contracts.link.v1.EnrolmentServiceGrpc;
import robotaxi.local.stack.Http;
import robotaxi.local.stack.StackException;

/**
 * Makes cars: registers each over REST and enrols it by a one-time token over the gateway's own port.
 *
 * @param root certificate that cars pin, PEM
 * @param token an operator's
 */
public record Enrolment(String gatewayUrl, int enrolmentPort, Path root, String token) {
    /** What every car runs on. */
    public static final String HARDWARE = "sim-cpu";

    private static final int AT_ONCE = 16;
    private static final int PATIENCE_SECONDS = 60;

    /** So many cars, by number. */
    public List<Car> cars(int count) throws InterruptedException {
        return cars("bench", count);
    }

    /** So many cars with a name of their own, by number. */
    List<Car> cars(String name, int count) throws InterruptedException {
        ManagedChannel channel = channel();
        try (var workers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Car>> tasks = new ArrayList<>();
            for (int number = 1; number <= count; number++) {
                String id = String.format(Locale.ROOT, "%s-%05d", name, number);
                tasks.add(() -> enrol(channel, id));
            }
            List<Car> cars = new ArrayList<>();
            for (Future<Car> car : workers.invokeAll(tasks)) {
                cars.add(car.get());
            }
            return cars;
        } catch (ExecutionException e) {
            throw new StackException("a car could not be enrolled: " + e.getCause(), e);
        } finally {
            channel.shutdownNow();
        }
    }

    /** Makes a car known to the gateway; answers a token that enrols it once. */
    public String register(String id) {
        var vehicle = Map.of("vehicleId", id, "vin", vin(id), "hardwareId", HARDWARE, "marketId", "monaco", "seats", 4);
        Http.send("POST", gatewayUrl + "/v1/vehicles", token, vehicle).orFail("registering " + id);
        return Http.send("POST", gatewayUrl + "/v1/vehicles/" + id + "/enrolment-tokens", token, null)
                .orFail("a token for " + id)
                .path("token")
                .asText();
    }

    /** A registered car's vehicle identification number. */
    public static String vin(String id) {
        return "VIN-" + id;
    }

    private ManagedChannel channel() {
        try {
            return NettyChannelBuilder.forAddress("127.0.0.1", enrolmentPort)
                    .sslContext(GrpcSslContexts.forClient()
                            .trustManager(root.toFile())
                            .build())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Car enrol(ManagedChannel channel, String id)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        String oneTime = register(id);
        KeyPair key = keyPair();
        EnrolResponse answer = EnrolmentServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .enrol(EnrolRequest.newBuilder()
                        .setToken(oneTime)
                        .setVin(vin(id))
                        .setHardwareId(HARDWARE)
                        .setCertificateSigningRequest(ByteString.copyFrom(request(id, key)))
                        .build());
        List<X509Certificate> chain = new ArrayList<>();
        var factory = CertificateFactory.getInstance("X.509");
        for (ByteString der : answer.getCertificateChainList()) {
            chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der.toByteArray())));
        }
        var tls = GrpcSslContexts.configure(SslContextBuilder.forClient()
                        .trustManager(root.toFile())
                        .keyManager(key.getPrivate(), chain.toArray(X509Certificate[]::new)))
                .build();
        return new Car(id, tls);
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static byte[] request(String id, KeyPair key) throws OperatorCreationException, IOException {
        return new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=" + id), key.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
                .getEncoded();
    }
}
