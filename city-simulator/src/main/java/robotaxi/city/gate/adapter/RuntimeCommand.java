package robotaxi.city.gate.adapter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import robotaxi.city.gate.RolloutTerms;

/** Serves AlpaSim's runtime interface until somebody shuts it down. */
@Command(
        name = "runtime",
        mixinStandardHelpOptions = true,
        description = "Serve AlpaSim's runtime interface over our scenes, renderer and car.")
public final class RuntimeCommand implements Callable<Integer> {
    @Option(names = "--port", defaultValue = "50051", description = "On 127.0.0.1; 0 takes any that is free.")
    private int port;

    @Option(names = "--logs", description = "Folder of AlpaSim logs, one a rollout.")
    private @Nullable Path logs;

    @Option(names = "--log-pictures", description = "Pictures go into the logs too.")
    private boolean logPictures;

    @Option(names = "--seed", defaultValue = "1", description = "Of the drivers' noise.")
    private long seed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (RuntimeProcess runtime =
                new RuntimeProcess(new RolloutRunner(RolloutTerms.DEFAULT, logs, logPictures, seed), port)) {
            System.out.println("listening on 127.0.0.1:" + runtime.port());
            runtime.await();
        }
        return 0;
    }
}
