package robotaxi.dispatch.api.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import robotaxi.dispatch.api.RateLimit;

/** How often each client may call this instance. Made at the first call: the filter that asks is made before there is any setting. */
@ApplicationScoped
class ClientLimits {
    private final RateLimit limit;

    @Inject
    ClientLimits(
            @ConfigProperty(name = "robotaxi.api.calls-per-second", defaultValue = "100") double callsPerSecond,
            @ConfigProperty(name = "robotaxi.api.burst", defaultValue = "400") double burst) {
        this.limit = new RateLimit(callsPerSecond, burst);
    }

    boolean allow(String client) {
        return limit.allows(client, System.nanoTime());
    }
}
