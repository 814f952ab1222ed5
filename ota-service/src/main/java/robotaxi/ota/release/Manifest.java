package robotaxi.ota.release;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a release of a driving model is, as the trusted targets say: signed with its files, and never changed.
 *
 * @param variants one a kind of hardware
 * @param rxswin identifiers after UN R156 of the type-approved software that it changes
 */
public record Manifest(
        ModelCard modelCard,
        Provenance provenance,
        Compatibility compatibility,
        List<String> rxswin,
        List<Variant> variants) {
    /** Keeps them as they are. */
    public Manifest {
        rxswin = List.copyOf(rxswin);
        variants = List.copyOf(variants);
    }

    /**
     * A package for one kind of hardware.
     *
     * @param hardwareId that the registry knows cars by
     * @param platform for instance {@code drive-thor}
     * @param precision for instance {@code fp8}
     * @param distilled whether a smaller model was taught by the full one
     */
    public record Variant(String hardwareId, String platform, String precision, boolean distilled, Engine engine) {}

    /**
     * The exact build that runs it: a serialized engine runs nowhere else.
     *
     * @param runtime {@code TensorRT} or {@code ONNX Runtime}
     * @param version major, minor, patch and build
     * @param computeCapability for instance {@code 10.1}; these four are null for an engine that runs on a CPU
     */
    public record Engine(
            String runtime,
            String version,
            @Nullable String computeCapability,
            @Nullable String cuda,
            @Nullable String driver,
            @Nullable String operatingSystem) {}

    /** For what it was made, from what, how good it is, and where it ends. */
    public record ModelCard(String intendedUse, String trainingData, List<Metric> metrics, String limits) {
        /** Keeps them as they are. */
        public ModelCard {
            metrics = List.copyOf(metrics);
        }
    }

    /** What was measured. The value is a text, as signed metadata knows no fractions. */
    public record Metric(String name, String value, String unit) {}

    /** Where it comes from. */
    public record Provenance(String sourceCommit, List<Dataset> datasets, String builder, Instant builtAt) {
        /** Keeps them as they are. */
        public Provenance {
            datasets = List.copyOf(datasets);
        }
    }

    /** Data that it was trained on. */
    public record Dataset(String name, String sha256) {}

    /**
     * Which cars it fits.
     *
     * @param calibrations sensor calibrations, or empty for all
     * @param markets or empty for all
     * @param maps versions of the map, or empty for all
     * @param operatingAreas that cars may be commissioned for, or empty for all
     * @param leastAgent oldest version of the onboard agent, or null for any
     */
    public record Compatibility(
            List<String> calibrations,
            List<String> markets,
            List<String> maps,
            List<String> operatingAreas,
            @Nullable String leastAgent) {
        /** Keeps them as they are. */
        public Compatibility {
            calibrations = List.copyOf(calibrations);
            markets = List.copyOf(markets);
            maps = List.copyOf(maps);
            operatingAreas = List.copyOf(operatingAreas);
        }
    }
}
