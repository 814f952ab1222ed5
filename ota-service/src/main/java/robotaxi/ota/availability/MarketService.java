package robotaxi.ota.availability;

/**
 * How a market's cars stand.
 *
 * @param marketId the market, empty for cars that serve none
 * @param cars how many it has
 * @param out how many are out of service for an update: ordered to switch, switching, or on trial
 */
public record MarketService(String marketId, long cars, long out) {}
