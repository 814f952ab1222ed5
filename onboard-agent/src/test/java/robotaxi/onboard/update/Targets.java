package robotaxi.onboard.update;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Members of targets as director and image repository write them, for one car. */
public final class Targets {
    private Targets() {}

    /** What the image repository says of a file. */
    public static Map<String, Object> image(TargetFile file, String hardwareId) {
        return Map.of(
                "targets",
                Map.of(
                        file.path(),
                        listed(
                                file,
                                Map.of("releaseCounter", file.releaseCounter(), "hardwareIds", List.of(hardwareId)))));
    }

    /** What the director says to a car. */
    public static Map<String, Object> direction(
            String vehicleId, String rolloutId, String releaseId, String ecu, String hardwareId, TargetFile... files) {
        Map<String, Object> targets = new HashMap<>();
        for (TargetFile file : files) {
            targets.put(
                    file.path(),
                    listed(
                            file,
                            Map.of(
                                    "releaseCounter",
                                    file.releaseCounter(),
                                    "ecuIdentifiers",
                                    Map.of(ecu, Map.of("hardwareId", hardwareId)))));
        }
        return Map.of(
                "custom",
                Map.of("vehicleId", vehicleId, "correlationId", rolloutId, "releaseId", releaseId),
                "targets",
                targets);
    }

    /** The same, and which releases may not drive any more. */
    public static Map<String, Object> direction(
            String vehicleId,
            String rolloutId,
            String releaseId,
            String hardwareId,
            List<String> mayNotDrive,
            TargetFile... files) {
        Map<String, Object> said =
                new HashMap<>(direction(vehicleId, rolloutId, releaseId, vehicleId + ".drive", hardwareId, files));
        said.put(
                "custom",
                Map.of(
                        "vehicleId",
                        vehicleId,
                        "correlationId",
                        rolloutId,
                        "releaseId",
                        releaseId,
                        "mayNotDrive",
                        mayNotDrive));
        return said;
    }

    private static Map<String, Object> listed(TargetFile file, Map<String, Object> custom) {
        return Map.of("length", file.lengthBytes(), "hashes", Map.of("sha256", file.sha256()), "custom", custom);
    }
}
