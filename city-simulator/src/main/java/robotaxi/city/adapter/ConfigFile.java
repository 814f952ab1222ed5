package robotaxi.city.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import robotaxi.city.CityConfig;
import robotaxi.city.road.LocalFrame;
import robotaxi.city.road.RoadGraph;
import robotaxi.city.road.adapter.GraphHopperRoads;

/** Reads the configuration and what it points to. */
final class ConfigFile {
    private ConfigFile() {}

    static CityConfig read(Path file) throws IOException {
        return new ObjectMapper().readValue(file.toFile(), CityConfig.class);
    }

    static LocalFrame frame(CityConfig config) {
        return new LocalFrame(config.origin().latitude(), config.origin().longitude());
    }

    static RoadGraph roads(CityConfig config) {
        return GraphHopperRoads.load(Path.of(config.pbf()), Path.of(config.graphFolder()), frame(config));
    }
}
