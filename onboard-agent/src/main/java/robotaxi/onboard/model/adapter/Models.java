package robotaxi.onboard.model.adapter;

import java.io.IOException;
import robotaxi.onboard.model.DrivingModel;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.model.ModelManifest;
import robotaxi.onboard.model.PackageFiles;
import robotaxi.onboard.model.PackageIdentity;
import robotaxi.onboard.model.ReasoningManifest;

/** Models of every format that this agent knows. */
public final class Models {
    private Models() {}

    /**
     * Loads a package on the best provider on which it proves itself.
     *
     * @throws ModelFaultException if it is damaged, of an unknown format, or answers otherwise than its trainer saw
     */
    public static DrivingModel load(PackageFiles files, HostOptions options) {
        return switch (PackageIdentity.format(files)) {
            case ModelManifest.FORMAT -> PolicyModel.load(files, options);
            case ReasoningManifest.FORMAT -> ReasoningModel.load(files, options);
            default ->
                throw new ModelFaultException("model.unknown-format", "format is " + PackageIdentity.format(files));
        };
    }

    /** SHA-256 of the package's manifest, hex. */
    static String sha256(PackageFiles files) {
        try {
            return ModelManifest.sha256(files.read("manifest.json"));
        } catch (IOException e) {
            throw new ModelFaultException("model.package-unreadable", "package cannot be read: " + e.getMessage(), e);
        }
    }
}
