package robotaxi.gateway.link.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import robotaxi.gateway.identity.VehicleCertificate;
import robotaxi.gateway.registry.adapter.Certificates;

/**
 * Ends open streams whose certificate is no longer in force. TLS looks at a certificate once, at the handshake; a car's connection
 * lasts for weeks. Every gateway asks the database each second what ended lately: so a revocation reaches all of them, with Kafka
 * down too, and the question costs the same however many cars are connected.
 */
@ApplicationScoped
class CertificateWatch {
    private static final Logger LOG = Logger.getLogger(CertificateWatch.class);

    /** More than the gateways' clocks differ and a transaction takes, so that no end falls between two questions. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final Certificates certificates;
    private final InstantSource clock;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("certificate-watch").daemon().factory());
    private Instant askedAt;

    @Inject
    CertificateWatch(Certificates certificates, InstantSource clock) {
        this.certificates = certificates;
        this.clock = clock;
        this.askedAt = clock.instant();
    }

    /** An open stream. */
    final class Watch implements AutoCloseable {
        private final VehicleCertificate certificate;
        private final Consumer<String> cut;

        private Watch(VehicleCertificate certificate, Consumer<String> cut) {
            this.certificate = certificate;
            this.cut = cut;
        }

        /** The stream is over. */
        @Override
        public void close() {
            watches.remove(this);
        }
    }

    void onStart(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(this::lookCarefully, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Watches over the certificate of an open stream.
     *
     * @param cut ends the stream; gets {@code revoked}, {@code superseded} or {@code expired}
     */
    Watch open(VehicleCertificate certificate, Consumer<String> cut) {
        var watch = new Watch(certificate, cut);
        watches.add(watch);
        return watch;
    }

    private void lookCarefully() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warnf("It is not known which certificates ended; asking again: %s", e.getMessage());
        }
    }

    /** Cuts what has to be cut. */
    synchronized void look() {
        Instant now = clock.instant();
        Instant since = (now.isBefore(askedAt) ? now : askedAt).minus(OVERLAP);
        Map<String, String> ended = QuarkusTransaction.requiringNew().call(() -> certificates.endedSince(since));
        askedAt = now;
        for (Watch watch : List.copyOf(watches)) {
            String why = ended.get(watch.certificate.fingerprint());
            if (why == null && !watch.certificate.notAfter().isAfter(now)) {
                why = "expired";
            }
            if (why != null && watches.remove(watch)) {
                watch.cut.accept(why);
            }
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }
}
