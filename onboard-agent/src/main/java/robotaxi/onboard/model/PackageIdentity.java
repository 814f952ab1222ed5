package robotaxi.onboard.model;

import java.io.IOException;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonException;

/**
 * Which release a package is, whatever its format.
 *
 * @param sha256 of its manifest, hex
 */
public record PackageIdentity(String releaseId, String sha256) {
    /**
     * Reads it, and checks the hash of every file that the manifest names.
     *
     * @throws ModelFaultException if it is damaged or of an unknown format
     */
    public static PackageIdentity read(PackageFiles files) {
        return switch (format(files)) {
            case ReasoningManifest.FORMAT -> {
                ReasoningManifest manifest = ReasoningManifest.read(files);
                yield new PackageIdentity(manifest.releaseId(), manifest.sha256());
            }
            default -> {
                ModelManifest manifest = ModelManifest.read(files);
                yield new PackageIdentity(manifest.releaseId(), manifest.sha256());
            }
        };
    }

    /** Its format, as it says itself. */
    public static String format(PackageFiles files) {
        try {
            return Json.object(files.read("manifest.json")).string("format");
        } catch (IOException | JsonException e) {
            throw new ModelFaultException("model.package-unreadable", "package cannot be read: " + e.getMessage(), e);
        }
    }
}
