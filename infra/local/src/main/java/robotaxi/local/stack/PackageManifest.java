package robotaxi.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is signed of a model package that says which cameras it needs, where nobody wrote more: a car without them must not be
 * chosen. All of it comes from the package.
 */
final class PackageManifest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** No authority has approved a model of a simulated fleet. */
    private static final String NOT_APPROVED = "none - simulated fleet";

    private PackageManifest() {}

    /** Whether a package says which cameras it needs. */
    static boolean namesCameras(JsonNode manifest) {
        return manifest.path("cameras").isArray();
    }

    /**
     * The {@code custom} member of its target.
     *
     * @param card the package's card.md
     * @param runtime version of ONNX Runtime with which the fleet's agents run it
     */
    static ObjectNode of(JsonNode manifest, String card, String hardware, String runtime) {
        List<String> cameras = new ArrayList<>();
        manifest.path("cameras")
                .forEach(camera -> cameras.add(camera.path("logical_id").asText()));
        List<String> calibrations = CameraRig.calibrationsWith(cameras);
        if (calibrations.isEmpty()) {
            throw new StackException("no car of the local fleet has the cameras " + cameras);
        }
        JsonNode training = manifest.path("training");
        ObjectNode custom = JSON.createObjectNode();
        ObjectNode release = custom.putObject("release");
        release.put("name", manifest.path("name").asText());
        release.put("version", manifest.path("version").asText());
        ObjectNode model = release.putObject("modelCard");
        model.put("intendedUse", said(card, "Made for"));
        model.put("trainingData", said(card, "Data"));
        training.path("metrics")
                .properties()
                .forEach(metric -> model.withArray("metrics")
                        .addObject()
                        .put("name", metric.getKey())
                        .put("value", metric.getValue().asText()));
        model.put("limits", said(card, "Known to fail"));
        ObjectNode provenance = release.putObject("provenance");
        provenance.put("sourceCommit", training.path("commit").asText());
        provenance
                .putArray("datasets")
                .addObject()
                .put("name", "scenes of the simulator")
                .put("sha256", training.path("dataset").asText());
        provenance.put("builder", "robotaxi_training");
        provenance.put("builtAt", manifest.path("created").asText());
        release.putObject("compatibility").set("calibrations", JSON.valueToTree(calibrations));
        release.putArray("rxswin").add(NOT_APPROVED);
        ObjectNode variant = custom.putObject("variant");
        variant.put("hardware", hardware).put("platform", "CPU").put("precision", "fp32");
        variant.putObject("engine").put("runtime", "ONNX Runtime").put("version", runtime);
        return custom;
    }

    /** A paragraph of the card, without its heading. */
    private static String said(String card, String heading) {
        Matcher paragraph = Pattern.compile(
                        "- \\*\\*" + heading + "\\*\\*: (.*?)(?=\\n- \\*\\*|\\n\\n|\\z)", Pattern.DOTALL)
                .matcher(card);
        if (!paragraph.find()) {
            throw new StackException("the package's card.md does not say **" + heading + "**: write a release.json");
        }
        return paragraph.group(1).replaceAll("\\s+", " ").strip();
    }
}
