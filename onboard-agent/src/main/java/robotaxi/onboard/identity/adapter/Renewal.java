package robotaxi.onboard.identity.adapter;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.link.v1.RenewRequest;
import robotaxi.contracts.link.v1.RenewResponse;
import robotaxi.contracts.link.v1.VehicleLinkGrpc;
import robotaxi.onboard.identity.RenewalTime;
import robotaxi.onboard.link.Backoff;

/**
 * Renews the car's certificate before its time is over. The old identity stays the car's until the new one is whole on disk, and the
 * gateway takes the old one until the new one is used: cut anywhere, the car still gets in.
 */
public final class Renewal {
    private static final System.Logger LOG = System.getLogger(Renewal.class.getName());
    private static final long LONGEST_PAUSE_MILLIS = Duration.ofHours(1).toMillis();
    private static final long ANSWER_SECONDS = 15;

    private final String vehicleId;
    private final Supplier<ManagedChannel> connections;
    private final IdentityStore store;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Runnable renewed;
    private final Backoff backoff;
    private @Nullable X509Certificate planned;
    private Instant due = Instant.EPOCH;

    /**
     * Sets the renewal up.
     *
     * @param connections each a new one to the gateway's vehicle link, under the identity on disk
     * @param renewed moves the car's connections to the new identity
     */
    public Renewal(
            String vehicleId,
            Supplier<ManagedChannel> connections,
            IdentityStore store,
            InstantSource clock,
            RandomGenerator random,
            Runnable renewed) {
        this.vehicleId = vehicleId;
        this.connections = connections;
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.renewed = renewed;
        this.backoff = new Backoff(random);
    }

    /**
     * Renews the certificate if it is time. May wait for the gateway.
     *
     * @return milliseconds after which to look again: an hour at most, for the wall clock may jump
     */
    public long look() {
        try {
            CarIdentity identity = store.find().orElseThrow(() -> new IOException("the car is not enrolled"));
            X509Certificate own = identity.chain().getFirst();
            if (!own.equals(planned)) {
                planned = own;
                due = RenewalTime.of(
                        own.getNotBefore().toInstant(), own.getNotAfter().toInstant(), random);
            }
            long early = Duration.between(clock.instant(), due).toMillis();
            if (early > 0) {
                return Math.min(early, LONGEST_PAUSE_MILLIS);
            }
            store.save(ask(identity));
            backoff.reset();
            LOG.log(Level.INFO, () -> "Certificate renewed vehicleId=" + vehicleId);
            renewed.run();
            return 0;
        } catch (IOException | GeneralSecurityException | StatusRuntimeException e) {
            long wait = backoff.nextMillis();
            LOG.log(
                    Level.WARNING,
                    () -> "Renewal failed vehicleId=" + vehicleId + " retryMillis=" + wait + " reason="
                            + e.getMessage());
            return wait;
        }
    }

    private CarIdentity ask(CarIdentity identity) throws IOException, GeneralSecurityException {
        KeyRequest key = KeyRequest.make(vehicleId);
        ManagedChannel channel = connections.get();
        try {
            RenewResponse response = VehicleLinkGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .renew(RenewRequest.newBuilder()
                            .setCertificateSigningRequest(key.signingRequest())
                            .build());
            X509Certificate root = response.getRootCertificate().isEmpty()
                    ? identity.root()
                    : IdentityStore.certificate(response.getRootCertificate().toByteArray());
            return key.answered(response.getCertificateChainList(), root);
        } finally {
            channel.shutdownNow();
        }
    }
}
