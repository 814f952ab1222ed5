package robotaxi.city.adapter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import robotaxi.city.expert.SampleMaker;
import robotaxi.city.expert.adapter.DatasetFolder;
import robotaxi.city.road.RoadGraph;
import robotaxi.city.scene.Split;
import robotaxi.city.scene.adapter.ExportSnapshots;
import robotaxi.city.view.GroundMap;

/** Writes scenes of an expert as a training data set. */
@Command(
        name = "export-frames",
        description = "Write scenes of an expert as a training data set: format 1 from a city's roads, format 2 from"
                + " scenes of the long tail.")
public final class ExportFrames implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ExportFrames.class);

    @Option(names = "--format", defaultValue = "1", description = "1 or 2.")
    private int format;

    @Option(names = "--config", description = "The world's configuration; needed for format 1.")
    private @Nullable Path config;

    @Option(names = "--out", required = true, description = "Folder of the data set.")
    private Path out = Path.of("dataset");

    @Option(names = "--scenes", defaultValue = "20000", description = "Number of samples.")
    private int scenes;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed gives the same samples.")
    private long seed;

    @Option(names = "--threads", defaultValue = "1", description = "Format 2: threads that make samples.")
    private int threads;

    @Option(
            names = "--part",
            defaultValue = "TRAIN",
            description = "Format 2: which scenes, TRAIN, HELD_OUT or GATE. A scene belongs to one of them for ever.")
    private Split part = Split.TRAIN;

    @Override
    public Integer call() throws IOException {
        switch (format) {
            case 1 -> exportCity();
            case 2 -> ExportSnapshots.write(out, scenes, seed, threads, part);
            default -> throw new IllegalArgumentException("Format " + format + " is unknown: 1 or 2");
        }
        return 0;
    }

    private void exportCity() throws IOException {
        if (config == null) {
            throw new IllegalArgumentException("Format 1 needs --config");
        }
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
    }
}
