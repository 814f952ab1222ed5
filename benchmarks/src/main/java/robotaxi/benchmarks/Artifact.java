package robotaxi.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import robotaxi.benchmarks.artifact.ArtifactClient;
import robotaxi.benchmarks.artifact.HeapWatch;
import robotaxi.benchmarks.artifact.LargeFile;
import robotaxi.benchmarks.artifact.PlainServer;
import robotaxi.benchmarks.link.Operator;
import robotaxi.benchmarks.stack.StackUnderTest;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;
import robotaxi.local.stack.UpdateStack;

/**
 * A large artifact goes into one instance of the update service and out of it again: over connections that are cut at places of chance,
 * with the service killed twice on the way, and then without a cut, against a server that does nothing but move files on the same disk.
 */
public final class Artifact implements Benchmark {
    private static final int HEAP_MEGABYTES = 250;
    private static final int HEAP_BAR_MEBIBYTES = 256;
    private static final double THROUGHPUT_BAR = 0.7;
    private static final int GIB = 20;
    private static final int GIB_SHIFT = 30;
    private static final int CUTS = 40;
    private static final int QUICK_CUTS = 8;
    private static final int KILLS = 2;
    /** Enough to be served from memory by both, so that it is the server that is measured and not the disk. */
    private static final long READ_BYTES = 2L << GIB_SHIFT;

    private static final int READS = 3;
    /** The disk is never the same twice: each sending is held against the plain one just before it. */
    private static final int SENDINGS = 3;

    private static final int SPARE_GIB = 4;
    private static final double HUNDREDTHS = 100;
    private static final long LOOK_AGAIN_MILLIS = 100;

    /** Found by its name. */
    public Artifact() {}

    @Override
    public String summary() {
        return "a large artifact in and out: resumed at any cut, with little heap, beside a plain file server";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("gib", "cuts");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        StackFolder folder = StackUnderTest.emptyFolder("artifact");
        try (var operator = new Operator();
                var stack = UpdateStack.start(folder, setting.tell())) {
            int gib = fitting(setting, folder.root());
            LargeFile file = LargeFile.make(folder.folder("large").resolve("artifact"), gib, setting.seed());
            var instance = new AtomicReference<>(stack.instance(HEAP_MEGABYTES, operator.settings()));
            var client = new ArtifactClient(instance.get().url(), operator.token("benchmark", "release-manager"));
            Map<String, Object> metrics = new LinkedHashMap<>();
            metrics.put("size_gib", gib);
            boolean resumed = resumes(setting, stack, instance, client, file, metrics);
            var watch = new HeapWatch(instance.get().process().pid());
            double slower = throughput(setting, stack, client, file, folder, metrics);
            long heap = watch.endMebibytes();
            metrics.put("resumed_ok", resumed);
            metrics.put("heap_mb", heap);
            metrics.put("throughput_ratio", rounded(slower));
            return new Outcome(metrics, resumed && heap < HEAP_BAR_MEBIBYTES && slower >= THROUGHPUT_BAR);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So much as was asked for, or as the disk takes: what is kept, and once more while it comes a second time. */
    private static int fitting(Setting setting, Path folder) throws IOException {
        int wanted = setting.size("gib", setting.quick() ? 1 : GIB);
        long free = Files.getFileStore(folder).getUsableSpace() >> GIB_SHIFT;
        int fitting = (int) Math.min(wanted, (free - SPARE_GIB) / 2);
        if (fitting < 1) {
            throw new StackException("the disk has only " + free + " GiB left");
        }
        if (fitting < wanted) {
            setting.tell().accept("the disk has only " + free + " GiB left: " + fitting + " instead of " + wanted);
        }
        return fitting;
    }

    private static boolean resumes(
            Setting setting,
            UpdateStack stack,
            AtomicReference<UpdateStack.Instance> instance,
            ArtifactClient client,
            LargeFile file,
            Map<String, Object> metrics)
            throws IOException, InterruptedException {
        int cuts = setting.size("cuts", setting.quick() ? QUICK_CUTS : CUTS);
        var chance = new SplittableRandom(setting.seed());
        int each = Math.max(1, cuts / (KILLS + 1));
        client.sendWithCuts(client.create(file), file, cuts, chance, number -> {
            if (number % each == each - 1 && number / each < KILLS) {
                instance.get().process().destroyForcibly();
                instance.get().process().onExit().join();
                instance.set(stack.again(instance.get()));
            }
        });
        setting.tell().accept("uploaded over " + cuts + " cuts, with " + KILLS + " kills");
        boolean read = client.readWithCuts(file, cuts, chance);
        setting.tell().accept("read over " + cuts + " cuts: " + (read ? "the same bytes" : "other bytes"));
        metrics.put("cuts", 2 * cuts);
        metrics.put("kills", KILLS);
        return read;
    }

    /** The worse of both directions' shares of what the plain server does. */
    private static double throughput(
            Setting setting,
            UpdateStack stack,
            ArtifactClient client,
            LargeFile file,
            StackFolder folder,
            Map<String, Object> metrics)
            throws IOException, InterruptedException {
        double[] plainIn = new double[SENDINGS];
        double[] in = new double[SENDINGS];
        double[] shares = new double[SENDINGS];
        Path copy = folder.folder("large").resolve("copy");
        for (int i = 0; i < SENDINGS; i++) {
            awaitQuiet(stack);
            plainIn[i] = PlainServer.sendSeconds(file, copy);
            Files.delete(copy);
            in[i] = client.sendRest(client.create(file), file);
            shares[i] = plainIn[i] / in[i];
            setting.tell().accept("sent in " + Math.round(in[i]) + " s, plainly in " + Math.round(plainIn[i]) + " s");
        }
        awaitQuiet(stack);
        long count = Math.min(READ_BYTES, file.lengthBytes());
        double plainOut = Double.MAX_VALUE;
        double out = Double.MAX_VALUE;
        for (int i = 0; i <= READS; i++) {
            // The first brings it into memory.
            plainOut = i == 0 ? plainOut : Math.min(plainOut, PlainServer.readSeconds(stored(folder, file), count));
            double took = client.readSeconds(file, count);
            out = i == 0 ? out : Math.min(out, took);
        }
        metrics.put("upload_mb_per_s", megabytes(file.lengthBytes(), median(in)));
        metrics.put("plain_upload_mb_per_s", megabytes(file.lengthBytes(), median(plainIn)));
        metrics.put("download_mb_per_s", megabytes(count, out));
        metrics.put("plain_download_mb_per_s", megabytes(count, plainOut));
        setting.tell().accept(metrics.toString());
        return Math.min(median(shares), plainOut / out);
    }

    /** The digests for devices are made behind an acknowledged upload; what is measured next must not pay for them. */
    private static void awaitQuiet(UpdateStack stack) throws InterruptedException {
        try (Connection database = DriverManager.getConnection(stack.jdbcUrl());
                PreparedStatement open =
                        database.prepareStatement("select count(*) from artifact where sha1 is null or md5 is null")) {
            for (ResultSet row = open.executeQuery(); row.next() && row.getInt(1) > 0; row = open.executeQuery()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            }
        } catch (SQLException e) {
            throw new StackException("the database: " + e.getMessage(), e);
        }
    }

    private static Path stored(StackFolder folder, LargeFile file) {
        return folder.folder("ota/artifacts")
                .resolve("sha256")
                .resolve(file.sha256().substring(0, 2))
                .resolve(file.sha256().substring(2));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long megabytes(long bytes, double seconds) {
        return Math.round(bytes / seconds / 1e6);
    }

    private static double rounded(double value) {
        return Math.round(value * HUNDREDTHS) / HUNDREDTHS;
    }
}
