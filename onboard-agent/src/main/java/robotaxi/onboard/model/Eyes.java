package robotaxi.onboard.model;

import java.util.List;

/**
 * Which pictures a model wants to see.
 *
 * @param cameras in the order in which the model takes them
 * @param agesUs how much older than the newest picture each one of a camera is, oldest first
 * @param toleranceUs by how much a picture may miss its age
 * @param mayRepeat whether the newest picture may stand for an older one that is missing
 */
public record Eyes(List<String> cameras, List<Long> agesUs, long toleranceUs, boolean mayRepeat) {
    /** The camera that looks ahead. */
    public static final String FRONT_WIDE = "camera_front_wide_120fov";

    /** Copies. */
    public Eyes {
        cameras = List.copyOf(cameras);
        agesUs = List.copyOf(agesUs);
    }

    /** Pictures altogether. */
    public int pictures() {
        return cameras.size() * agesUs.size();
    }
}
