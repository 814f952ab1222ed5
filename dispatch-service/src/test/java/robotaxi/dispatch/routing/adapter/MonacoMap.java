package robotaxi.dispatch.routing.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import robotaxi.dispatch.routing.Place;

/** The OpenStreetMap extract that travels in a test jar of planetiler, laid out for tests below {@code target}. */
public final class MonacoMap {
    private static final String ENTRY = "/monaco-latest.osm.pbf";

    private MonacoMap() {}

    /** From one place towards another near it, degrees clockwise from north. */
    public static double heading(Place from, Place to) {
        double east = (to.longitude() - from.longitude()) * Math.cos(Math.toRadians(from.latitude()));
        return (Math.toDegrees(Math.atan2(east, to.latitude() - from.latitude())) + 360) % 360;
    }

    /** The extract as a file. */
    public static Path extract() {
        Path file = Path.of("target", "test-map", "monaco.osm.pbf").toAbsolutePath();
        try (InputStream entry = MonacoMap.class.getResourceAsStream(ENTRY)) {
            if (entry == null) {
                throw new IllegalStateException("planetiler-core:tests is not on the class path");
            }
            Files.createDirectories(file.getParent());
            Files.copy(entry, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
