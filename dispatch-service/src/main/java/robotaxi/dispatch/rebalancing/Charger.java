package robotaxi.dispatch.rebalancing;

/**
 * A place to charge.
 *
 * @param node road node where it is
 * @param freePlugs plugs that are free, or soon will be, within the site's power limit
 * @param waitMillis until the next plug is free
 * @param fullMillis time that a whole charge takes at its power
 * @param priceMillis what its tariff now costs above the cheapest, in milliseconds of waiting
 */
public record Charger(String chargerId, int node, int freePlugs, int waitMillis, int fullMillis, int priceMillis) {}
