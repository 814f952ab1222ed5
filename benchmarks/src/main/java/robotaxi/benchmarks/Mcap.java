package robotaxi.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import robotaxi.benchmarks.recording.ConformanceCase;
import robotaxi.benchmarks.recording.CutClips;
import robotaxi.benchmarks.recording.SyntheticClip;

/**
 * Recordings in the MCAP format: whether every case of the public conformance suite is written byte by byte, whether what was cut
 * off at any byte is mended to its last whole chunk, and how fast one is written to the disk.
 */
public final class Mcap implements Benchmark {
    private static final int CUTS = 1_000;
    private static final int QUICK_CUTS = 60;
    private static final long CUT_BYTES = 12_000_000;
    private static final long WRITTEN_BYTES = 500_000_000;
    private static final int RUNS = 7;
    private static final double LEAST_MB_S = 300;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_MB = 1e6;

    /** Found by its name. */
    public Mcap() {}

    @Override
    public String summary() {
        return "recordings: the format's conformance suite, files cut at random bytes, bytes written a second";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("cuts");
    }

    @Override
    public Outcome run(Setting setting) {
        try {
            List<ConformanceCase> cases =
                    ConformanceCase.readAll(SharedData.file("mcap/cases.jsonl", "the MCAP conformance suite"));
            int passed = 0;
            for (ConformanceCase one : cases) {
                if (one.passes()) {
                    passed++;
                } else {
                    setting.tell().accept("not as it should be: " + one.name());
                }
            }
            setting.tell().accept(passed + " of " + cases.size() + " cases written byte by byte");
            int cuts = setting.size("cuts", setting.quick() ? QUICK_CUTS : CUTS);
            int unrecovered = unrecovered(cuts, setting.seed());
            setting.tell().accept(cuts + " cuts, not mended to the last whole chunk: " + unrecovered);
            double written = written(setting.seed());
            Map<String, Object> metrics = new LinkedHashMap<>();
            metrics.put("cases", cases.size());
            metrics.put("passed", passed);
            metrics.put("cuts", cuts);
            metrics.put("unrecovered", unrecovered);
            metrics.put("write_mb_s", Math.round(written));
            return new Outcome(
                    metrics, passed == cases.size() && unrecovered == 0 && (setting.quick() || written >= LEAST_MB_S));
        } catch (IOException e) {
            throw new UncheckedIOException("recordings cannot be written here", e);
        }
    }

    private static int unrecovered(int cuts, long seed) throws IOException {
        Path clip = Files.createTempFile("clip", ".mcap");
        try {
            SyntheticClip.write(clip, CUT_BYTES, seed);
            return new CutClips(clip).unrecovered(cuts, new SplittableRandom(seed));
        } finally {
            Files.delete(clip);
        }
    }

    /** The median of some runs into a file, after one that counts for nothing. */
    private static double written(long seed) throws IOException {
        double[] rates = new double[RUNS];
        for (int run = -1; run < RUNS; run++) {
            Path clip = Files.createTempFile("clip", ".mcap");
            try {
                long begin = System.nanoTime();
                SyntheticClip.write(clip, WRITTEN_BYTES, seed);
                double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
                if (run >= 0) {
                    rates[run] = Files.size(clip) / BYTES_PER_MB / seconds;
                }
            } finally {
                Files.delete(clip);
            }
        }
        Arrays.sort(rates);
        return rates[RUNS / 2];
    }
}
