package robotaxi.onboard.model.adapter;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import robotaxi.onboard.model.Actions;
import robotaxi.onboard.model.Effort;
import robotaxi.onboard.model.Graphs;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.ReasoningManifest;

/** The three graphs of a model that reasons, on one provider. All tensors are made once; a tick makes no memory to speak of. */
final class OnnxGraphs implements Graphs, AutoCloseable {
    private static final int REMEMBERED_PICTURES = 512;

    private final ReasoningManifest manifest;
    private final ReasoningTables tables;
    private final WordChoice choice;
    private final List<OrtSession> sessions = new ArrayList<>();
    private final Tensors tensors = new Tensors();
    private final Watchdog watchdog;
    private final FrameDecoder decoder;
    private final SeenPictures seen;
    private final VisualGraph visual;
    private final LanguageGraph language;
    private final ActionGraph action;
    private final float[] row;
    private final float[] embedding;
    private Random chance = new Random(0);

    static OnnxGraphs open(
            PackageFiles files, ReasoningManifest manifest, Provider provider, String variant, HostOptions options)
            throws IOException {
        try {
            return new OnnxGraphs(files, manifest, provider, variant, options);
        } catch (OrtException e) {
            throw new ModelFaultException("model.provider-unavailable", String.valueOf(e.getMessage()), e);
        }
    }

    private OnnxGraphs(
            PackageFiles files, ReasoningManifest manifest, Provider provider, String variant, HostOptions options)
            throws IOException, OrtException {
        this.manifest = manifest;
        tables = ReasoningTables.read(files, manifest);
        choice = new WordChoice(manifest.vocabulary(), options.temperature());
        watchdog = new Watchdog();
        try {
            ReasoningManifest.Variant graphs = manifest.variant(variant);
            ReasoningManifest.Sizes sizes = manifest.sizes();
            KeyValueCache cache = new KeyValueCache(sizes, tensors);
            Tensors.Floats rope = tensors.floats(1, sizes.cacheCapacity(), sizes.headSize());
            rope.buffer().put(0, tables.rope());
            visual = new VisualGraph(
                    graph("vision", files.read(graphs.visual()), provider, variant, options), manifest, tensors);
            language = new LanguageGraph(
                    graph("language", files.read(graphs.llm()), provider, variant, options),
                    manifest,
                    cache,
                    rope.tensor(),
                    tensors);
            action = new ActionGraph(
                    graph("flow", files.read(graphs.action()), provider, variant, options),
                    manifest,
                    cache,
                    tables.rope(),
                    tensors);
        } catch (IOException | OrtException | RuntimeException e) {
            close();
            throw e;
        }
        decoder =
                new FrameDecoder(manifest.picture().width(), manifest.picture().height());
        seen = new SeenPictures(REMEMBERED_PICTURES, visual.embedSize());
        row = new float[manifest.sizes().hidden()];
        embedding = new float[visual.embedSize()];
        putRow(
                language.prefixRows(),
                manifest.sizes().prefix(),
                tables.words(),
                manifest.vocabulary().begin());
    }

    private GuardedRun graph(String name, byte[] bytes, Provider provider, String variant, HostOptions options) {
        OrtSession session = Sessions.open(provider, options, variant, bytes);
        sessions.add(session);
        return new GuardedRun(name, session, watchdog);
    }

    @Override
    public void begin(long seed) {
        chance = new Random(seed);
    }

    @Override
    public void see(Observation observation, long endNanos) {
        List<byte[]> pictures = observation.pictures();
        List<Integer> unknown = new ArrayList<>();
        for (int image = 0; image < pictures.size(); image++) {
            float[] known = seen.find(pictures.get(image));
            if (known == null) {
                decoder.decode(pictures.get(image), visual.pixels(), 3 * unknown.size());
                unknown.add(image);
            } else {
                putImage(image, known);
            }
        }
        if (unknown.isEmpty()) {
            return;
        }
        visual.run(unknown.size(), endNanos);
        for (int i = 0; i < unknown.size(); i++) {
            float[] fresh = seen.keep(pictures.get(unknown.get(i)));
            visual.embeddings(i, fresh);
            putImage(unknown.get(i), fresh);
        }
    }

    /** Looks at pixels of the first pictures as they are. */
    void seeFirst(int pictures, float[] pixels, long endNanos) {
        visual.pixels().put(0, pixels, 0, pictures * visual.pictureSize());
        visual.run(pictures, endNanos);
        for (int image = 0; image < pictures; image++) {
            visual.embeddings(image, embedding);
            putImage(image, embedding);
        }
    }

    private void putImage(int image, float[] embeddings) {
        int[] images = tables.images();
        for (int i = 0; 2 * i < images.length; i++) {
            if (images[2 * i] == image) {
                add(embeddings, images[2 * i + 1], i);
            }
        }
    }

    /** Row of a table plus the position's, into the prefix. */
    private void add(float[] table, int from, int to) {
        int hidden = row.length;
        for (int d = 0; d < hidden; d++) {
            row[d] = table[from * hidden + d] + tables.positions()[to * hidden + d];
        }
        language.prefixRows().put(to * hidden, row);
    }

    private void putRow(FloatBuffer rows, int to, float[] table, int from) {
        rows.put(to * row.length, table, from * row.length, row.length);
    }

    @Override
    public Word read(Observation observation, long endNanos) {
        return choice.choose(
                readPrefix(
                        manifest.history().of(observation.egoHistory()),
                        manifest.route().of(observation.route()),
                        endNanos),
                chance);
    }

    /** The logits of what comes after these tokens and the pictures. */
    float[] readPrefix(int[] historyTokens, int[] routeTokens, long endNanos) {
        int at = manifest.sizes().prefixImages();
        for (int token : historyTokens) {
            add(tables.history(), token, at++);
        }
        for (int token : routeTokens) {
            add(tables.words(), token, at++);
        }
        return language.readPrefix(endNanos);
    }

    @Override
    public Word say(int token, long endNanos) {
        putRow(language.wordRow(), 0, tables.words(), token);
        return choice.choose(language.readWord(endNanos), chance);
    }

    /** Says a word and answers the likeliest next, whatever is drawn by lot otherwise. */
    int sayLikeliest(int token, WordChoice likeliest) {
        putRow(language.wordRow(), 0, tables.words(), token);
        return likeliest.choose(language.readWord(Effort.NO_HURRY), chance).token();
    }

    @Override
    public Actions act(long noiseSeed, int steps, long endNanos) {
        return act(ActionGraph.noise(noiseSeed), steps, endNanos);
    }

    /** From this noise to actions. */
    Actions act(float[] noise, int steps, long endNanos) {
        return action.run(noise, steps, endNanos);
    }

    @Override
    public void close() {
        watchdog.close();
        tensors.close();
        for (OrtSession session : sessions) {
            try {
                session.close();
            } catch (OrtException e) {
                throw new ModelFaultException("model.close-failed", String.valueOf(e.getMessage()), e);
            }
        }
        sessions.clear();
    }
}
