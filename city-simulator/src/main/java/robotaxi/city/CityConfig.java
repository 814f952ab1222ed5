package robotaxi.city;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the world is made of; read from one JSON file, in which an unknown key is an error.
 *
 * @param pbf OpenStreetMap extract
 * @param graphFolder where its import is kept
 * @param origin origin of the local frame
 * @param radiusMetres cars and riders without a place of their own appear this near the origin
 * @param seed of all chance in the world
 * @param agent address of the onboard agent
 * @param statusPort HTTP port on 127.0.0.1 for status and events, 0 for any
 * @param cars the fleet
 * @param stateFolder where the cars' state survives a restart
 * @param trafficVehicles other people's vehicles
 * @param hardBrakesPerHour events that make a car brake hard, over the whole fleet
 * @param blockedLanesPerHour vehicles that stop in the way of a car for a minute and a half, over the whole fleet; none if not said
 * @param emergencyVehiclesPerHour ambulances and the like that come by ahead of a car, over the whole fleet; none if not said
 * @param demand riders, or none
 */
public record CityConfig(
        String pbf,
        String graphFolder,
        Origin origin,
        @Nullable Double radiusMetres,
        long seed,
        String agent,
        int statusPort,
        List<Car> cars,
        String stateFolder,
        int trafficVehicles,
        double hardBrakesPerHour,
        @Nullable Double blockedLanesPerHour,
        @Nullable Double emergencyVehiclesPerHour,
        @Nullable Demand demand) {

    /** Origin of the local frame, degrees WGS84. */
    public record Origin(double latitude, double longitude) {}

    /** One car of the fleet, and where it starts. */
    public record Car(
            String vehicleId,
            @Nullable Double latitude,
            @Nullable Double longitude) {}

    /**
     * Riders who use dispatch's public API.
     *
     * @param enabled whether there are any
     * @param ridesPerHour mean of the Poisson stream
     * @param maxRiders riders at one time
     * @param dispatchUrl dispatch's base address
     * @param tokenUrl Keycloak's token endpoint
     * @param clientId OAuth client
     * @param username rider's account
     * @param password its password
     */
    public record Demand(
            boolean enabled,
            double ridesPerHour,
            @Nullable Integer maxRiders,
            String dispatchUrl,
            String tokenUrl,
            String clientId,
            String username,
            String password) {}

    /** What happens to the fleet. */
    public City.Events events() {
        return new City.Events(hardBrakesPerHour, orNone(blockedLanesPerHour), orNone(emergencyVehiclesPerHour));
    }

    private static double orNone(@Nullable Double perHour) {
        return perHour == null ? 0 : perHour;
    }

    /** The radius within which things appear. */
    public double radius() {
        return radiusMetres == null ? 1500 : radiusMetres;
    }
}
