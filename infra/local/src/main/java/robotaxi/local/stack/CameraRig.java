package robotaxi.local.stack;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Through which cameras a local car looks.
 *
 * @param calibrationId what is calibrated together has one id in the registry, by which releases say which cars they are for
 * @param thinking when a model that reasons is to do so behind them, as the agent's settings have it
 * @param cameras their names, as AlpaSim has them
 */
record CameraRig(String calibrationId, String thinking, List<String> cameras) {
    /** What city-reflex needs. */
    static final CameraRig FRONT_WIDE =
            new CameraRig("sim-front-wide-1", "reflex", List.of("camera_front_wide_120fov"));
    /** What city-reason needs. */
    static final CameraRig FOUR = new CameraRig(
            "sim-four-cameras-1",
            "need",
            List.of(
                    "camera_cross_left_120fov",
                    "camera_front_wide_120fov",
                    "camera_cross_right_120fov",
                    "camera_front_tele_30fov"));

    /** Copies. */
    CameraRig {
        cameras = List.copyOf(cameras);
    }

    /** The calibrations of the rigs that have all these cameras. */
    static List<String> calibrationsWith(Collection<String> cameras) {
        return Stream.of(FRONT_WIDE, FOUR)
                .filter(rig -> rig.cameras.containsAll(cameras))
                .map(CameraRig::calibrationId)
                .toList();
    }
}
