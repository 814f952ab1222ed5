package robotaxi.ota.trust.adapter;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import robotaxi.ota.trust.Standing;

/** Not well once some role's metadata have a quarter of their time left: people must sign anew. The service itself goes on. */
@Wellness
@ApplicationScoped
class ExpiryCheck implements HealthCheck {
    private final Standings standings;
    private final InstantSource clock;

    @Inject
    ExpiryCheck(Standings standings, InstantSource clock) {
        this.standings = standings;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        Instant now = clock.instant();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("release metadata");
        boolean well = true;
        for (Standing each : standings.list()) {
            response.withData(
                    each.repository() + " " + each.role(), each.expiresAt().toString());
            well &= !each.expiresSoon(now);
        }
        return response.status(well).build();
    }
}
