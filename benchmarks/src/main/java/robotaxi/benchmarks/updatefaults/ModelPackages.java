package robotaxi.benchmarks.updatefaults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.ota.trust.Sha256;

/** The shipped driving model under other versions, as packages; one kind answers otherwise than its trainer saw. */
final class ModelPackages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "city-reflex";

    private ModelPackages() {}

    static String releaseId(String version) {
        return NAME + "@" + version;
    }

    static byte[] good(String version) throws IOException {
        return zip(version, PackageFiles.shipped().read("golden.json"));
    }

    /** Whole and well signed, but its self check fails. */
    static byte[] bad(String version) throws IOException {
        var samples = JSON.readTree(PackageFiles.shipped().read("golden.json"));
        var actions = (ObjectNode) samples.get(0).get("outputs");
        byte[] wrong = actions.get("actions").binaryValue();
        wrong[3] ^= 0x40; // a bit of an exponent
        actions.put("actions", wrong);
        return zip(version, JSON.writeValueAsBytes(samples));
    }

    /** A package that lacks a file that its manifest names. */
    static byte[] partial(String version) throws IOException {
        return zip(version, new byte[0]);
    }

    private static byte[] zip(String version, byte[] golden) throws IOException {
        PackageFiles shipped = PackageFiles.shipped();
        var manifest = (ObjectNode) JSON.readTree(shipped.read("manifest.json"));
        manifest.put("version", version);
        ((ObjectNode) manifest.get("golden")).put("sha256", Sha256.hex(golden));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, "manifest.json", JSON.writeValueAsBytes(manifest));
            put(zip, "policy.onnx", shipped.read("policy.onnx"));
            if (golden.length > 0) {
                put(zip, "golden.json", golden);
            }
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
    }
}
