package robotaxi.local.stack;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Through which cameras a local car looks. What is calibrated together has one id, by which releases say which cars they are for. */
enum CameraRig {
    /** What city-reflex needs. */
    FRONT_WIDE("sim-front-wide-1", "reflex", "camera_front_wide_120fov"),
    /** What city-reason needs. */
    FOUR(
            "sim-four-cameras-1",
            "need",
            "camera_cross_left_120fov",
            "camera_front_wide_120fov",
            "camera_cross_right_120fov",
            "camera_front_tele_30fov");

    private final String calibrationId;
    private final String thinking;
    private final List<String> cameras;

    CameraRig(String calibrationId, String thinking, String... cameras) {
        this.calibrationId = calibrationId;
        this.thinking = thinking;
        this.cameras = List.of(cameras);
    }

    /** The calibrations of the rigs that have all these cameras. */
    static List<String> calibrationsWith(Collection<String> cameras) {
        return Arrays.stream(values())
                .filter(rig -> rig.cameras.containsAll(cameras))
                .map(CameraRig::calibrationId)
                .toList();
    }

    /** Its name in the registry. */
    String calibrationId() {
        return calibrationId;
    }

    /** When a model that reasons is to do so behind it, as the agent's settings have it. */
    String thinking() {
        return thinking;
    }

    /** Their names, as AlpaSim has them. */
    List<String> cameras() {
        return cameras;
    }
}
