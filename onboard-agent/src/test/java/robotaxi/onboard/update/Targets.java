package robotaxi.onboard.update;

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
        Map<String, Object> targets = new java.util.HashMap<>();
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

    private static Map<String, Object> listed(TargetFile file, Map<String, Object> custom) {
        return Map.of("length", file.lengthBytes(), "hashes", Map.of("sha256", file.sha256()), "custom", custom);
    }
}
