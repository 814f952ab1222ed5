package robotaxi.dispatch.market.adapter;

import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the fleet is known and the lease is held. */
@Readiness
class MarketReadiness implements HealthCheck {
    private final MarketOwner market;

    @Inject
    MarketReadiness(MarketOwner market) {
        this.market = market;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("market").status(market.owns()).build();
    }
}
