package robotaxi.city.adapter;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import robotaxi.city.CityConfig;

/** Runs the world until it is stopped. */
@Command(name = "run", description = "Run the world until it is stopped.")
public final class RunWorld implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunWorld.class);

    @Option(names = "--config", required = true, description = "The world's configuration.")
    private Path config = Path.of("city.json");

    @Override
    public Integer call() throws IOException, InterruptedException {
        CityConfig read = ConfigFile.read(config);
        try (LiveWorld world = LiveWorld.open(read, InstantSource.system())) {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(main)));
            LOG.info(
                    "The world runs: statusPort={} cars={}",
                    world.statusPort(),
                    read.cars().size());
            world.run();
        }
        return 0;
    }

    private static void stop(Thread main) {
        main.interrupt();
        try {
            main.join(3_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
