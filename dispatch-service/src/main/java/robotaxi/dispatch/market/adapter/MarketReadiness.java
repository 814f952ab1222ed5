package robotaxi.dispatch.market.adapter;

import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the fleet is known and this instance takes part in the sharing out of markets: a standby is ready too. */
@Readiness
class MarketReadiness implements HealthCheck {
    private final MarketKeeper keeper;

    @Inject
    MarketReadiness(MarketKeeper keeper) {
        this.keeper = keeper;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("market").status(keeper.hasLooked()).build();
    }
}
