package robotaxi.onboard.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonException;
import robotaxi.onboard.json.JsonMap;

/**
 * What the package of a model that reasons says of itself, checked against its files. docs/model-package.md is its format.
 *
 * @param graphs by precision; "fp32" is always there
 * @param tables file of each side table
 */
public record ReasoningManifest(
        String name,
        String version,
        String sha256,
        Map<String, Variant> graphs,
        Map<String, String> tables,
        Sizes sizes,
        Eyes eyes,
        Picture picture,
        HistoryTokens history,
        RouteTokens route,
        Vocabulary vocabulary,
        int sayable,
        Normal actions,
        Deliberation.FlowSteps flow,
        String goldenFile) {
    /** Its name. */
    public static final String FORMAT = "robotaxi-model-package/2";

    /** Precision of the graphs that every package has. */
    public static final String FULL_PRECISION = "fp32";

    private static final long FRAME_TOLERANCE_US = 50_000;
    private static final double MICROS = 1e6;

    /** Copies. */
    public ReasoningManifest {
        graphs = Map.copyOf(graphs);
        tables = Map.copyOf(tables);
    }

    /** Graphs of one precision, how far they may be off, and on which hardware they run. */
    public record Variant(
            String visual, String llm, String action, double logitsTolerance, double metresTolerance, List<String> on) {
        /** Copies. */
        public Variant {
            on = List.copyOf(on);
        }
    }

    /** Sizes of tensors. */
    public record Sizes(
            int hidden,
            int layers,
            int kvHeads,
            int headSize,
            int cacheCapacity,
            int imageTokens,
            int prefixImages,
            int prefix) {}

    /** Pixels of a picture as the model sees it. */
    public record Picture(int width, int height) {}

    /** How actions are brought back from what the flow works on. */
    @SuppressWarnings("ArrayRecordComponent") // two numbers each; never compared
    public record Normal(double[] mean, double[] deviation, double[] limits) {}

    /** Release id. */
    public String releaseId() {
        return name + "@" + version;
    }

    /** The graphs of a precision. */
    public Variant variant(String precision) {
        Variant variant = graphs.get(precision);
        if (variant == null) {
            throw new ModelFaultException("model.no-variant", "the package has no graphs in " + precision);
        }
        return variant;
    }

    /** Which precision runs on a provider, if nobody wants another: one that names it, else the full one. */
    public String precisionOn(String provider, String wanted) {
        if (!wanted.equals("auto")) {
            return wanted;
        }
        return graphs.entrySet().stream()
                .filter(each -> each.getValue().on().contains(provider.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(FULL_PRECISION);
    }

    /** Reads the manifest and checks the hash of every file it names. */
    public static ReasoningManifest read(PackageFiles files) {
        try {
            byte[] bytes = files.read("manifest.json");
            JsonMap json = Json.object(bytes);
            if (!json.string("format").equals(FORMAT)) {
                throw new ModelFaultException("model.unknown-format", "format is " + json.string("format"));
            }
            JsonMap golden = json.map("golden");
            JsonMap text = json.map("text");
            JsonMap modes = json.map("modes");
            return new ReasoningManifest(
                    json.string("name"),
                    json.string("version"),
                    ModelManifest.sha256(bytes),
                    variants(files, json, golden.map("tolerance")),
                    tables(files, json.map("tables")),
                    sizes(json.map("configuration")),
                    eyes(json),
                    picture(json.maps("cameras")),
                    history(json.map("history")),
                    route(json.map("route")),
                    new Vocabulary(
                            text.strings("words"),
                            (int) text.whole("pad"),
                            (int) text.whole("bos"),
                            (int) text.whole("eos"),
                            (int) text.whole("max_words")),
                    (int) text.whole("sayable"),
                    normal(json.map("actions")),
                    new Deliberation.FlowSteps(
                            (int) modes.map("full").whole("flow_steps"),
                            (int) modes.map("reflex").whole("flow_steps"),
                            numbers(json.map("flow").list("steps")).stream()
                                    .map(Double::intValue)
                                    .toList()),
                    checked(files, golden));
        } catch (IOException | JsonException e) {
            throw new ModelFaultException("model.package-unreadable", "package cannot be read: " + e.getMessage(), e);
        }
    }

    private static String checked(PackageFiles files, JsonMap entry) throws IOException {
        String file = entry.string("file");
        if (!ModelManifest.sha256(files.read(file)).equals(entry.string("sha256"))) {
            throw new ModelFaultException("model.hash-mismatch", "hash differs for " + file);
        }
        return file;
    }

    private static Map<String, Variant> variants(PackageFiles files, JsonMap json, JsonMap tolerance)
            throws IOException {
        Map<String, Variant> out = new LinkedHashMap<>();
        out.put(FULL_PRECISION, variant(files, json.map("graphs"), tolerance, List.of()));
        JsonMap others = json.findMap("variants").orElse(new JsonMap(Map.of()));
        for (String precision : others.keys()) {
            JsonMap other = others.map(precision);
            out.put(precision, variant(files, other.map("graphs"), other.map("tolerance"), other.strings("hardware")));
        }
        return out;
    }

    private static Variant variant(PackageFiles files, JsonMap graphs, JsonMap tolerance, List<String> hardware)
            throws IOException {
        return new Variant(
                checked(files, graphs.map("visual")),
                checked(files, graphs.map("llm")),
                checked(files, graphs.map("action")),
                tolerance.number("logits"),
                tolerance.number("metres"),
                hardware);
    }

    private static Map<String, String> tables(PackageFiles files, JsonMap tables) throws IOException {
        Map<String, String> out = new LinkedHashMap<>();
        for (String name : tables.keys()) {
            out.put(name, checked(files, tables.map(name)));
        }
        return out;
    }

    private static Sizes sizes(JsonMap json) {
        return new Sizes(
                (int) json.whole("hidden"),
                (int) json.whole("layers"),
                (int) json.whole("kv_heads"),
                (int) json.whole("head_size"),
                (int) json.whole("cache_capacity"),
                (int) json.whole("image_tokens"),
                (int) json.whole("prefix_image_tokens"),
                (int) json.whole("prefix_tokens"));
    }

    private static Eyes eyes(JsonMap json) {
        List<Eyes.WantedCamera> wanted = json.maps("cameras").stream()
                .map(each -> new Eyes.WantedCamera(
                        each.string("logical_id"), (int) each.whole("width"), (int) each.whole("height")))
                .toList();
        List<String> cameras = wanted.stream().map(Eyes.WantedCamera::id).toList();
        List<Long> ages = numbers(json.map("frames").list("offsets_seconds")).stream()
                .map(seconds -> Math.round(-seconds * MICROS))
                .toList();
        return new Eyes(cameras, ages, FRAME_TOLERANCE_US, false, wanted);
    }

    private static Picture picture(List<JsonMap> cameras) {
        if (cameras.isEmpty()) {
            throw new JsonException("a model needs cameras");
        }
        return new Picture((int) cameras.getFirst().whole("width"), (int)
                cameras.getFirst().whole("height"));
    }

    private static HistoryTokens history(JsonMap json) {
        JsonMap ranges = json.map("ranges");
        return new HistoryTokens(
                (int) json.whole("bins"), pair(ranges.list("x")), pair(ranges.list("y")), pair(ranges.list("z")));
    }

    private static RouteTokens route(JsonMap json) {
        return new RouteTokens(
                (int) json.whole("left"),
                (int) json.whole("right"),
                (int) json.whole("straight"),
                (int) json.whole("unknown"),
                (int) json.whole("first_offset"),
                json.number("bin_metres"),
                json.number("limit_metres"));
    }

    private static Normal normal(JsonMap json) {
        return new Normal(pair(json.list("mean")), pair(json.list("deviation")), pair(json.list("limits")));
    }

    private static double[] pair(List<?> list) {
        List<Double> values = numbers(list);
        if (values.size() != 2) {
            throw new JsonException("two numbers are needed");
        }
        return new double[] {values.get(0), values.get(1)};
    }

    private static List<Double> numbers(List<?> list) {
        List<Double> out = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof Number number)) {
                throw new JsonException("only numbers may stand in this array");
            }
            out.add(number.doubleValue());
        }
        return out;
    }
}
