package robotaxi.city.adapter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.random.RandomGeneratorFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import robotaxi.city.expert.SampleMaker;
import robotaxi.city.expert.adapter.DatasetFolder;
import robotaxi.city.road.RoadGraph;
import robotaxi.city.view.GroundMap;

/** Writes scenes of the expert as a training data set. */
@Command(name = "export-frames", description = "Write scenes of the expert as a training data set.")
public final class ExportFrames implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ExportFrames.class);

    @Option(names = "--config", required = true, description = "The world's configuration.")
    private Path config = Path.of("city.json");

    @Option(names = "--out", required = true, description = "Folder of the data set.")
    private Path out = Path.of("dataset");

    @Option(names = "--scenes", defaultValue = "20000", description = "Number of samples.")
    private int scenes;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed gives the same samples.")
    private long seed;

    @Override
    public Integer call() throws IOException {
        RoadGraph graph = ConfigFile.roads(ConfigFile.read(config));
        SampleMaker maker = new SampleMaker(
                graph,
                new GroundMap(graph),
                RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
        try (DatasetFolder folder = new DatasetFolder(out, seed)) {
            for (int i = 0; i < scenes; i++) {
                folder.add(maker.next());
                if ((i + 1) % 2000 == 0) {
                    LOG.info("Samples written: {} of {}", i + 1, scenes);
                }
            }
        }
        return 0;
    }
}
