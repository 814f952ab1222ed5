package robotaxi.ota.driving;

import java.time.Instant;

/**
 * What happened in one hour in one market.
 *
 * @param hour its beginning
 * @param marketId the market, empty where the registry had not said
 */
public record Stratum(Instant hour, String marketId, Driven driven) {}
