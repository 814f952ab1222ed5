package robotaxi.onboard.model.adapter;

import java.io.IOException;
import java.util.Optional;
import robotaxi.onboard.model.Deliberation;
import robotaxi.onboard.model.Graphs;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.ReasoningManifest;

/** The bare graphs of a model that reasons, run on its first golden sample: for whoever measures them against another host. */
public final class GraphLoop implements AutoCloseable {
    private final ReasoningManifest manifest;
    private final ReasoningGolden.Sample sample;
    private final OnnxGraphs graphs;

    /** Opens a package on the CPU. */
    public GraphLoop(PackageFiles files, int threads) throws IOException {
        manifest = ReasoningManifest.read(files);
        sample = ReasoningGolden.read(files.read(manifest.goldenFile()))
                .samples()
                .getFirst();
        HostOptions options = HostOptions.DEFAULT.withThreads(threads);
        graphs = OnnxGraphs.open(files, manifest, Provider.CPU, ReasoningManifest.FULL_PRECISION, options);
    }

    /**
     * How long the parts of a tick took.
     *
     * @param wordNanos of each word
     * @param stepNanos of each step
     */
    public record Parts(long seeingNanos, long readingNanos, long wordNanos, long stepNanos) {}

    /**
     * One tick of a full thought: some new pictures, the prefix, a number of words that are given, their end, and the flow.
     *
     * @return its parts; empty if it was stopped at its end
     */
    public Optional<Parts> tick(int newPictures, int words, int steps, long endNanos) {
        try {
            long began = System.nanoTime();
            graphs.seeFirst(newPictures, sample.pixels(), endNanos);
            long seen = System.nanoTime();
            var _ = graphs.readPrefix(sample.historyTokens(), sample.routeTokens(), endNanos);
            long read = System.nanoTime();
            int[] tokens = sample.full().tokens();
            for (int i = 0; i < words; i++) {
                var _ = graphs.say(tokens[i % Math.max(1, tokens.length - 1)], endNanos);
            }
            var _ = graphs.say(manifest.vocabulary().end(), endNanos);
            long said = System.nanoTime();
            var _ = graphs.act(sample.noise(), steps, endNanos);
            long acted = System.nanoTime();
            return Optional.of(
                    new Parts(seen - began, read - seen, (said - read) / (words + 1), (acted - said) / steps));
        } catch (Graphs.StoppedException e) {
            return Optional.empty();
        }
    }

    /** How many steps lead to actions. */
    public Deliberation.FlowSteps flow() {
        return manifest.flow();
    }

    /** Pictures that are new in each tick. */
    public int newPictures() {
        return manifest.eyes().cameras().size();
    }

    @Override
    public void close() {
        graphs.close();
    }
}
