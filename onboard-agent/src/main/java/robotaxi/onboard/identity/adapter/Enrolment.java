package robotaxi.onboard.identity.adapter;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import robotaxi.contracts.link.v1.EnrolRequest;
import robotaxi.contracts.link.v1.EnrolResponse;
import robotaxi.contracts.link.v1.EnrolmentServiceGrpc;
import robotaxi.onboard.car.AgentConfig;
import robotaxi.onboard.queue.SmallFile;

/** Exchanges the one-time token for a certificate; again when the settings hold another token, as after a revocation. */
public final class Enrolment {
    private static final System.Logger LOG = System.getLogger(Enrolment.class.getName());

    private Enrolment() {}

    /** The identity on disk, or a new one from the gateway. */
    public static CarIdentity ensure(AgentConfig config, AgentConfig.Car car, Path folder, IdentityStore store)
            throws IOException, GeneralSecurityException {
        Optional<CarIdentity> known = store.find();
        String token = hash(car.enrolmentToken());
        SmallFile spentFile = new SmallFile(folder.resolve("spent-token"));
        String spent = spentFile
                .read()
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                .orElse("");
        boolean isNewToken = !car.enrolmentToken().isEmpty() && !spent.isEmpty() && !spent.equals(token);
        if (known.isPresent() && !isNewToken) {
            if (spent.isEmpty()) {
                spentFile.write(token.getBytes(StandardCharsets.US_ASCII));
            }
            return known.get();
        }
        try {
            CarIdentity enrolled = enrol(config, car, store);
            spentFile.write(token.getBytes(StandardCharsets.US_ASCII));
            return enrolled;
        } catch (StatusRuntimeException e) {
            boolean isRefused = e.getStatus().getCode() == Status.Code.PERMISSION_DENIED;
            if (known.isEmpty() || !isRefused) {
                throw e;
            }
            LOG.log(Level.WARNING, () -> "The new token was refused vehicleId=" + car.vehicleId());
            spentFile.write(token.getBytes(StandardCharsets.US_ASCII));
            return known.get();
        }
    }

    private static CarIdentity enrol(AgentConfig config, AgentConfig.Car car, IdentityStore store)
            throws IOException, GeneralSecurityException {
        KeyRequest key = KeyRequest.make(car.vehicleId());
        EnrolResponse response = call(
                config,
                EnrolRequest.newBuilder()
                        .setToken(car.enrolmentToken())
                        .setVin(car.vin())
                        .setHardwareId(car.hardwareId())
                        .setCertificateSigningRequest(key.signingRequest())
                        .build());
        if (!response.getVehicleId().equals(car.vehicleId())) {
            throw new GeneralSecurityException("the token names another vehicle: " + response.getVehicleId());
        }
        X509Certificate root =
                IdentityStore.certificate(response.getRootCertificate().toByteArray());
        CarIdentity identity = key.answered(response.getCertificateChainList(), root);
        store.save(identity);
        return identity;
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

    private static String hash(String token) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
