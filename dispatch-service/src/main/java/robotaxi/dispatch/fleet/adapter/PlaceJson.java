package robotaxi.dispatch.fleet.adapter;

import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.routing.Place;
import robotaxi.kit.problem.FleetException;

/**
 * A place on the wire, WGS84 degrees.
 *
 * @param latitude north positive
 * @param longitude east positive
 */
public record PlaceJson(double latitude, double longitude) {
    /** For answers. */
    public static PlaceJson of(Place place) {
        return new PlaceJson(place.latitude(), place.longitude());
    }

    /** For requests: a number that is no place is the caller's error. */
    public Place toPlace() {
        try {
            return new Place(latitude, longitude);
        } catch (IllegalArgumentException e) {
            throw new FleetException(RideError.BAD_REQUEST, String.valueOf(e.getMessage()), null, e);
        }
    }
}
