package robotaxi.dispatch.routing;

/**
 * A place on Earth, WGS84.
 *
 * @param latitude degrees, north positive
 * @param longitude degrees, east positive
 */
public record Place(double latitude, double longitude) {
    private static final double EARTH_RADIUS_METRES = 6_371_008.8;

    /** A place on Earth; anything else is refused. */
    public Place {
        if (!isOnEarth(latitude, longitude)) {
            throw new IllegalArgumentException("latitude " + latitude + ", longitude " + longitude + " is no place");
        }
    }

    /** Whether the numbers, which may be no numbers, are a place. */
    public static boolean isOnEarth(double latitude, double longitude) {
        return latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;
    }

    /** Great-circle distance (haversine). Never used as a travel cost. */
    public double distanceMetresTo(Place other) {
        double dLat = Math.toRadians(other.latitude - latitude);
        double dLon = Math.toRadians(other.longitude - longitude);
        double a = Math.pow(Math.sin(dLat / 2), 2)
                + Math.cos(Math.toRadians(latitude))
                        * Math.cos(Math.toRadians(other.latitude))
                        * Math.pow(Math.sin(dLon / 2), 2);
        return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(a)));
    }
}
