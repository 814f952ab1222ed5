package robotaxi.onboard.model;

import java.util.List;

/**
 * Which pictures a model wants to see.
 *
 * @param cameras in the order in which the model takes them
 * @param agesUs how much older than the newest picture each one of a camera is, oldest first
 * @param toleranceUs by how much a picture may miss its age
 * @param mayRepeat whether the newest picture may stand for an older one that is missing
 * @param wanted how pictures of which cameras are to be taken for it; none: as the car takes them anyway
 */
public record Eyes(
        List<String> cameras, List<Long> agesUs, long toleranceUs, boolean mayRepeat, List<WantedCamera> wanted) {
    /** The camera that looks ahead. */
    public static final String FRONT_WIDE = "camera_front_wide_120fov";

    private static final double MICROS = 1e6;

    /** Copies. */
    public Eyes {
        cameras = List.copyOf(cameras);
        agesUs = List.copyOf(agesUs);
        wanted = List.copyOf(wanted);
    }

    /** For a model that takes pictures of any kind. */
    public Eyes(List<String> cameras, List<Long> agesUs, long toleranceUs, boolean mayRepeat) {
        this(cameras, agesUs, toleranceUs, mayRepeat, List.of());
    }

    /**
     * A camera that has to take its pictures as those were that the model learnt from.
     *
     * @param width of a picture, pixels
     * @param height of a picture, pixels
     */
    public record WantedCamera(String id, int width, int height) {}

    /** Pictures altogether. */
    public int pictures() {
        return cameras.size() * agesUs.size();
    }

    /** Pictures a second that each camera has to take; 0 where the model makes do with what comes. */
    public double leastHz() {
        if (mayRepeat || agesUs.size() < 2) {
            return 0;
        }
        double span = agesUs.getFirst() - agesUs.getLast();
        return MICROS * (agesUs.size() - 1) / span;
    }
}
