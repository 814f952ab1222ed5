package robotaxi.onboard.identity.adapter;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import robotaxi.contracts.link.v1.EnrolRequest;
import robotaxi.contracts.link.v1.EnrolResponse;
import robotaxi.contracts.link.v1.EnrolmentServiceGrpc;
import robotaxi.onboard.car.AgentConfig;

/** Exchanges the one-time token for a certificate. */
public final class Enrolment {
    private Enrolment() {}

    /** The identity on disk, or a new one from the gateway. */
    public static CarIdentity ensure(AgentConfig config, AgentConfig.Car car, IdentityStore store)
            throws IOException, GeneralSecurityException {
        var known = store.find();
        return known.isPresent() ? known.get() : enrol(config, car, store);
    }

    private static CarIdentity enrol(AgentConfig config, AgentConfig.Car car, IdentityStore store)
            throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        // The key is on disk before anybody certifies it: a token is good once, and must not be spent on a lost key.
        store.saveKey(pair.getPrivate());
        EnrolRequest request = EnrolRequest.newBuilder()
                .setToken(car.enrolmentToken())
                .setVin(car.vin())
                .setHardwareId(car.hardwareId())
                .setCertificateSigningRequest(ByteString.copyFrom(signingRequest(car.vehicleId(), pair)))
                .build();
        EnrolResponse response = call(config, request);
        if (!response.getVehicleId().equals(car.vehicleId())) {
            throw new GeneralSecurityException("the token names another vehicle: " + response.getVehicleId());
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (ByteString der : response.getCertificateChainList()) {
            chain.add(IdentityStore.certificate(der.toByteArray()));
        }
        X509Certificate root =
                IdentityStore.certificate(response.getRootCertificate().toByteArray());
        store.save(chain, root);
        return new CarIdentity(pair.getPrivate(), chain, root);
    }

    private static byte[] signingRequest(String vehicleId, KeyPair pair) throws IOException, GeneralSecurityException {
        try {
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
            return new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=" + vehicleId), pair.getPublic())
                    .build(signer)
                    .getEncoded();
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static EnrolResponse call(AgentConfig config, EnrolRequest request)
            throws IOException, GeneralSecurityException {
        X509Certificate[] roots =
                IdentityStore.certificates(Path.of(config.trustRoot())).toArray(X509Certificate[]::new);
        ManagedChannel channel = NettyChannelBuilder.forAddress(config.gatewayHost(), config.enrolmentPort())
                .sslContext(GrpcSslContexts.forClient().trustManager(roots).build())
                .build();
        try {
            return EnrolmentServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(15, TimeUnit.SECONDS)
                    .enrol(request);
        } finally {
            channel.shutdownNow();
        }
    }
}
