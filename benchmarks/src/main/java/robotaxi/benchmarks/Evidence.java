package robotaxi.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import robotaxi.benchmarks.custody.IngestKills;
import robotaxi.benchmarks.custody.MillionEntries;
import robotaxi.benchmarks.custody.Mutations;
import robotaxi.benchmarks.stack.StackUnderTest;

/**
 * Evidence under attack: the service is killed while cars upload, its package and chains are changed in every way and forged, and a chain of
 * a million entries is followed.
 */
public final class Evidence implements Benchmark {
    private static final int KILLS = 200;
    private static final int QUICK_KILLS = 2;
    private static final int MUTATIONS = 10_000;
    private static final int QUICK_MUTATIONS = 300;
    private static final int ENTRIES = 1_000_000;
    private static final int QUICK_ENTRIES = 50_000;
    private static final double MOST_VERIFY_SECONDS = 10;
    private static final double MOST_PACKAGE_SECONDS = 5;

    /** Found by its name. */
    public Evidence() {}

    @Override
    public String summary() {
        return "kills of the service that keeps evidence, changed and forged packages, a chain of a million entries";
    }

    @Override
    public Set<String> sizes() {
        return Set.of("kills", "mutations", "entries");
    }

    @Override
    public Outcome run(Setting setting) throws InterruptedException {
        Path folder = folder();
        int entries = setting.size("entries", setting.quick() ? QUICK_ENTRIES : ENTRIES);
        double verify = new MillionEntries(folder.resolve("long")).verifySeconds(folder.resolve("long.txt"), entries);
        setting.tell().accept(entries + " entries followed in " + verify + " s");
        IngestKills.Result kills = IngestKills.run(
                StackUnderTest.emptyFolder("evidence"),
                setting.size("kills", setting.quick() ? QUICK_KILLS : KILLS),
                setting.seed(),
                setting.tell());
        setting.tell().accept(kills.toString());
        Mutations.Result mutations = Mutations.run(
                kills.made(),
                folder,
                setting.size("mutations", setting.quick() ? QUICK_MUTATIONS : MUTATIONS),
                setting.seed(),
                setting.tell());
        setting.tell().accept(mutations.toString());
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("mutations", mutations.mutations());
        metrics.put("undetected", mutations.undetected());
        metrics.put("entries", entries);
        metrics.put("verify_1m_s", hundredths(verify * ENTRIES / entries));
        metrics.put("kills", kills.kills());
        metrics.put("clips", kills.clips());
        metrics.put("acked_bytes", kills.ackedBytes());
        metrics.put("acked_bytes_lost", kills.ackedBytesLost());
        metrics.put("broken_chains", kills.brokenChains());
        metrics.put("package_s", hundredths(kills.made().seconds()));
        return new Outcome(
                metrics,
                mutations.undetected() == 0
                        && kills.holds()
                        && verify * ENTRIES / entries <= MOST_VERIFY_SECONDS
                        && kills.made().seconds() <= MOST_PACKAGE_SECONDS);
    }

    private static double hundredths(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("evidence");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for chains", e);
        }
    }
}
