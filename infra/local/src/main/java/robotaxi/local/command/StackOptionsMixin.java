package robotaxi.local.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackOptions;

/** What {@code up} and {@code demo} let you choose. */
final class StackOptionsMixin {
    @Option(
            names = "--map",
            paramLabel = "FILE.osm.pbf",
            description = "Another city's OpenStreetMap extract (default: Monaco).")
    private @Nullable Path map;

    @Option(names = "--market", paramLabel = "NAME", description = "The city's name; needed with --map.")
    private @Nullable String market;

    @Option(names = "--cars", defaultValue = "20", description = "Size of the fleet (default: ${DEFAULT-VALUE}).")
    private int cars;

    @Option(
            names = "--four-camera-cars",
            defaultValue = "2",
            description = "Cars with the four cameras that city-reason needs (default: ${DEFAULT-VALUE}).")
    private int fourCameraCars;

    @Option(
            names = "--rides-per-hour",
            defaultValue = "60",
            description = "Simulated riders; 0 for none (default: ${DEFAULT-VALUE}).")
    private double ridesPerHour;

    @Option(
            names = "--hard-brakes-per-hour",
            defaultValue = "20",
            description = "Simulated events that make a car brake hard (default: ${DEFAULT-VALUE}).")
    private double hardBrakesPerHour;

    @Option(names = "--traffic", defaultValue = "30", description = "Other vehicles (default: ${DEFAULT-VALUE}).")
    private int traffic;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of the simulated world (default: ${DEFAULT-VALUE}).")
    private long seed;

    StackOptions options() {
        if (map != null && !Files.isReadable(map)) {
            throw new StackException(map + " cannot be read");
        }
        if (map != null && market == null) {
            throw new StackException("--map needs --market NAME beside it");
        }
        if (cars < 1 || cars > 500) {
            throw new StackException("--cars must be between 1 and 500");
        }
        if (fourCameraCars < 0) {
            throw new StackException("--four-camera-cars must not be negative");
        }
        return new StackOptions(
                map,
                market == null ? "Monaco" : market,
                cars,
                fourCameraCars,
                ridesPerHour,
                hardBrakesPerHour,
                traffic,
                seed);
    }
}
