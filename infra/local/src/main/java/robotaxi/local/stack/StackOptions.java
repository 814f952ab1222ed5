package robotaxi.local.stack;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen of a stack.
 *
 * @param map OpenStreetMap extract, or null for Monaco
 * @param marketName name of the city for people
 * @param cars size of the fleet
 * @param fourCameraCars how many of them have the four cameras of a model that reasons; the others have one
 * @param ridesPerHour simulated riders; 0 for none
 * @param hardBrakesPerHour simulated events that make a car brake hard
 * @param trafficVehicles other people's vehicles
 * @param seed of all chance in the simulated world
 */
public record StackOptions(
        @Nullable Path map,
        String marketName,
        int cars,
        int fourCameraCars,
        double ridesPerHour,
        double hardBrakesPerHour,
        int trafficVehicles,
        long seed) {
    /** Lower-case letters, digits and dashes, from the city's name. */
    public String marketId() {
        return marketName.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
