package robotaxi.dispatch.routing;

/**
 * A place at the side of a road where a car may stop for a rider.
 *
 * @param walkMetres about how far to walk from where the rider is
 * @param road OpenStreetMap's name of the road, empty if it has none
 */
public record PickupPoint(Place place, double walkMetres, String road) {}
