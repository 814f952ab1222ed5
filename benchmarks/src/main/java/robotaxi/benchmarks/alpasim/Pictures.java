package robotaxi.benchmarks.alpasim;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import robotaxi.benchmarks.inference.RollingView;
import robotaxi.onboard.model.Eyes;

/** Pictures of four cameras, the same for the same seed. */
final class Pictures {
    static final List<String> CAMERAS = List.of(
            "camera_cross_left_120fov", Eyes.FRONT_WIDE, "camera_cross_right_120fov", "camera_front_tele_30fov");

    private final RollingView view;
    private final Map<Integer, List<byte[]>> seen = new HashMap<>();

    Pictures(long seed) {
        view = new RollingView(new Eyes(CAMERAS, List.of(0L), 0, false), seed);
    }

    synchronized ByteString of(String camera, int step) {
        List<byte[]> pictures = seen.computeIfAbsent(step, at -> view.at(at).pictures());
        return ByteString.copyFrom(pictures.get(CAMERAS.indexOf(camera)));
    }
}
