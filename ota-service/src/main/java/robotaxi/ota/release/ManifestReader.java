package robotaxi.ota.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.problem.FleetException;
import robotaxi.ota.trust.TargetFile;

/** Reads a release's manifest from the {@code custom} members of its trusted targets: {@code release}, the same in each, and {@code variant}. */
final class ManifestReader {
    private static final Set<String> PRECISIONS = Set.of("fp4", "fp8", "fp16", "bf16", "fp32", "int8");
    private static final Set<String> CONDITIONS =
            Set.of("calibrations", "markets", "maps", "operatingAreas", "leastAgent");
    private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+){1,3}");
    private static final Pattern CAPABILITY = Pattern.compile("[0-9]+\\.[0-9]+");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern RXSWIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._/-]{0,63}");

    private ManifestReader() {}

    /**
     * The manifest of files, or nothing if none of them has one.
     *
     * @throws FleetException {@link ReleaseError#MANIFEST} that names the member, if one has and another has not, or it cannot be read
     */
    static Optional<Manifest> read(ReleaseId id, List<TargetFile> files) {
        if (files.stream().noneMatch(file -> hasManifest(file.manifest()))) {
            return Optional.empty();
        }
        List<Manifest.Variant> variants = new ArrayList<>();
        @Nullable JsonNode release = null;
        for (TargetFile file : files) {
            JsonNode custom = file.manifest();
            if (custom == null || !hasManifest(custom)) {
                throw refused(file.path() + " has no manifest, others have");
            }
            JsonNode own = object(custom, "release");
            if (release != null && !release.equals(own)) {
                throw refused("release is not the same in all files");
            }
            release = own;
            variants.add(variant(object(custom, "variant"), file.path()));
        }
        Set<String> kinds = new HashSet<>();
        variants.stream()
                .filter(variant -> !kinds.add(variant.hardwareId()))
                .findFirst()
                .ifPresent(twice -> {
                    throw refused("variant.hardware stands twice: " + twice.hardwareId());
                });
        return Optional.ofNullable(release).map(found -> manifest(id, found, variants));
    }

    /** Custom may hold what is no manifest. */
    private static boolean hasManifest(@Nullable JsonNode custom) {
        return custom != null && custom.has("release");
    }

    private static Manifest manifest(ReleaseId id, JsonNode release, List<Manifest.Variant> variants) {
        if (!text(release, "name").equals(id.name())
                || !text(release, "version").equals(id.version())) {
            throw refused("release.name and release.version are not " + id.value());
        }
        return new Manifest(
                modelCard(object(release, "modelCard")),
                provenance(object(release, "provenance")),
                compatibility(object(release, "compatibility")),
                list(release, "rxswin", node -> matching(plain(node, "rxswin"), RXSWIN, "rxswin")),
                variants);
    }

    private static Manifest.Variant variant(JsonNode node, String path) {
        String hardware = text(node, "hardware");
        if (!Release.Content.stem(path).equals(hardware)) {
            throw refused("variant.hardware is " + hardware + ", the file is " + path);
        }
        String precision = text(node, "precision");
        if (!PRECISIONS.contains(precision)) {
            throw refused("variant.precision is none of "
                    + PRECISIONS.stream().sorted().toList());
        }
        JsonNode distilled = node.path("distilled");
        if (!distilled.isMissingNode() && !distilled.isBoolean()) {
            throw refused("variant.distilled is true or false");
        }
        return new Manifest.Variant(
                hardware, text(node, "platform"), precision, distilled.booleanValue(), engine(object(node, "engine")));
    }

    private static Manifest.Engine engine(JsonNode node) {
        String runtime = text(node, "runtime");
        String version = matching(text(node, "version"), VERSION, "variant.engine.version");
        boolean serialized = switch (runtime) {
            case "TensorRT" -> true;
            case "ONNX Runtime" -> false;
            default -> throw refused("variant.engine.runtime is TensorRT or ONNX Runtime");
        };
        String capability = optional(node, "computeCapability");
        var engine = new Manifest.Engine(
                runtime,
                version,
                capability == null ? null : matching(capability, CAPABILITY, "variant.engine.computeCapability"),
                optional(node, "cuda"),
                optional(node, "driver"),
                optional(node, "operatingSystem"));
        if (serialized && (engine.computeCapability() == null || engine.cuda() == null || engine.driver() == null)) {
            throw refused("variant.engine of TensorRT needs computeCapability, cuda and driver");
        }
        return engine;
    }

    private static Manifest.ModelCard modelCard(JsonNode node) {
        return new Manifest.ModelCard(
                text(node, "intendedUse"),
                text(node, "trainingData"),
                list(node, "metrics", metric -> {
                    String unit = optional(metric, "unit");
                    return new Manifest.Metric(text(metric, "name"), text(metric, "value"), unit == null ? "" : unit);
                }),
                text(node, "limits"));
    }

    private static Manifest.Provenance provenance(JsonNode node) {
        try {
            return new Manifest.Provenance(
                    matching(text(node, "sourceCommit"), COMMIT, "provenance.sourceCommit"),
                    list(
                            node,
                            "datasets",
                            set -> new Manifest.Dataset(
                                    text(set, "name"),
                                    matching(text(set, "sha256"), SHA256, "provenance.datasets.sha256"))),
                    text(node, "builder"),
                    Instant.parse(text(node, "builtAt")));
        } catch (DateTimeException e) {
            throw refused("provenance.builtAt is no time");
        }
    }

    private static Manifest.Compatibility compatibility(JsonNode node) {
        node.fieldNames().forEachRemaining(name -> {
            if (!CONDITIONS.contains(name)) {
                // Who wrote it relies on it: what cannot be checked must not be passed over.
                throw refused("compatibility." + name + " is no condition that is known here");
            }
        });
        String least = optional(node, "leastAgent");
        return new Manifest.Compatibility(
                names(node, "calibrations"),
                names(node, "markets"),
                names(node, "maps"),
                names(node, "operatingAreas"),
                least == null ? null : matching(least, VERSION, "compatibility.leastAgent"));
    }

    /** Who the release is for; all, where it is not said. */
    private static List<String> names(JsonNode node, String name) {
        return node.has(name) ? list(node, name, each -> plain(each, name)) : List.of();
    }

    private static JsonNode object(JsonNode node, String name) {
        JsonNode member = node.path(name);
        if (!member.isObject()) {
            throw refused(name + " is missing, or no object");
        }
        return member;
    }

    private static String text(JsonNode node, String name) {
        return plain(node.path(name), name);
    }

    private static String plain(JsonNode node, String name) {
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw refused(name + " is missing, or no text");
        }
        return node.textValue();
    }

    private static @Nullable String optional(JsonNode node, String name) {
        return node.has(name) ? text(node, name) : null;
    }

    private static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> each) {
        JsonNode member = node.path(name);
        if (!member.isArray() || member.isEmpty()) {
            throw refused(name + " is missing, or an empty list");
        }
        List<T> all = new ArrayList<>();
        member.forEach(element -> all.add(each.apply(element)));
        return all;
    }

    private static String matching(String text, Pattern pattern, String name) {
        if (!pattern.matcher(text).matches()) {
            throw refused(name + " is " + text);
        }
        return text;
    }

    private static FleetException refused(String why) {
        return new FleetException(ReleaseError.MANIFEST, why);
    }
}
