package robotaxi.city;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import robotaxi.city.road.LocalFrame;
import robotaxi.city.road.RoadGraph;
import robotaxi.city.road.adapter.GraphHopperRoads;

/** The real extract that the product ships with, imported once for all tests. */
public final class Monaco {
    public static final LocalFrame FRAME = new LocalFrame(43.7384, 7.4246);
    private static final Path FOLDER = unpacked();
    private static final RoadGraph GRAPH =
            GraphHopperRoads.load(FOLDER.resolve("monaco.osm.pbf"), FOLDER.resolve("graph"), FRAME);

    private Monaco() {}

    public static RoadGraph graph() {
        return GRAPH;
    }

    public static Path extract() {
        return FOLDER.resolve("monaco.osm.pbf");
    }

    private static Path unpacked() {
        try (InputStream in = Monaco.class.getResourceAsStream("/monaco-latest.osm.pbf")) {
            Path folder = Files.createTempDirectory("monaco");
            Files.copy(in, folder.resolve("monaco.osm.pbf"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
