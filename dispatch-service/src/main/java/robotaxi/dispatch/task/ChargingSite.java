package robotaxi.dispatch.task;

import robotaxi.dispatch.routing.Place;

/**
 * A depot where cars charge, stand and are cleaned.
 *
 * @param places cars that can charge at once
 * @param powerKilowatts of each place
 * @param tariffMinorPerKilowattHour price of energy, minor units
 * @param currency ISO 4217
 */
public record ChargingSite(
        String siteId,
        String marketId,
        String name,
        Place place,
        int places,
        double powerKilowatts,
        long tariffMinorPerKilowattHour,
        String currency) {}
