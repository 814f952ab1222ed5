package robotaxi.city.scene.adapter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robotaxi.city.scene.Snapshot;
import robotaxi.city.scene.SnapshotMaker;
import robotaxi.city.scene.Split;

/** Makes snapshots on several threads and writes them in order, so that the files depend on the seed alone. */
public final class ExportSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(ExportSnapshots.class);
    private static final int AHEAD_PER_THREAD = 8;
    private static final int REPORT_EVERY = 2000;

    private ExportSnapshots() {}

    /** Writes so many snapshots, each of a scene of its own. */
    public static void write(Path folder, int scenes, long seed, int threads, Split split) throws IOException {
        RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Queue<Future<Snapshot>> made = new ArrayDeque<>();
        int asked = 0;
        try (ExecutorService workers = Executors.newFixedThreadPool(threads);
                SnapshotFolder files = new SnapshotFolder(folder, seed, split)) {
            for (int written = 0; written < scenes; written++) {
                while (asked < scenes && made.size() < threads * AHEAD_PER_THREAD) {
                    int scene = nextOf(split, chance);
                    made.add(workers.submit(() -> SnapshotMaker.of(scene)));
                    asked++;
                }
                files.add(made.remove().get());
                if ((written + 1) % REPORT_EVERY == 0) {
                    LOG.info("Snapshots written: {} of {}", written + 1, scenes);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Stopped while making snapshots", e);
        } catch (ExecutionException e) {
            throw new IOException("A snapshot could not be made", e.getCause());
        }
    }

    private static int nextOf(Split split, RandomGenerator chance) {
        int seed = chance.nextInt();
        while (Split.of(seed) != split) {
            seed = chance.nextInt();
        }
        return seed;
    }
}
