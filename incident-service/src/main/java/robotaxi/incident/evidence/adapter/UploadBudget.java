package robotaxi.incident.evidence.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jboss.logging.Logger;
import robotaxi.kit.tus.TusResponses;

/** Counts again what a car sends on a day (UTC). A car that keeps to its own budget never meets this one. */
@ApplicationScoped
class UploadBudget {
    private static final Logger LOG = Logger.getLogger(UploadBudget.class);

    private final UploadTable table;
    private final EvidenceConfig config;
    private final InstantSource clock;

    @Inject
    UploadBudget(UploadTable table, EvidenceConfig config, InstantSource clock) {
        this.table = table;
        this.config = config;
        this.clock = clock;
    }

    /** The day that counts, UTC. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** A "not before tomorrow", if the car has sent its day's bytes. */
    Optional<Response> refusal(String vehicleId) {
        LocalDate today = today();
        if (table.sentBytes(vehicleId, today) < config.dailyBytes()) {
            return Optional.empty();
        }
        Instant tomorrow = today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        LOG.warnf("A car has sent its day's bytes, vehicleId=%s", vehicleId);
        Response no = TusResponses.problem(429, "upload.daily-budget", "The car has sent its day's bytes");
        return Optional.of(Response.fromResponse(no)
                .header(
                        HttpHeaders.RETRY_AFTER,
                        Duration.between(clock.instant(), tomorrow).toSeconds() + 1)
                .build());
    }
}
