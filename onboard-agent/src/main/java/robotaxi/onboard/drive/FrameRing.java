package robotaxi.onboard.drive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import robotaxi.onboard.model.Eyes;

/** The newest frames of each camera in the order of their time, whatever order they came in. */
public final class FrameRing {
    private static final int KEPT = 8;
    private final Map<String, TreeMap<Long, Frame>> cameras = new HashMap<>();

    /** Adds a frame; false when one of that camera and time is here already. */
    public synchronized boolean add(Frame frame) {
        TreeMap<Long, Frame> frames = cameras.computeIfAbsent(frame.cameraId(), _ -> new TreeMap<>());
        boolean isNew = frames.putIfAbsent(frame.timeUs(), frame) == null;
        if (frames.size() > KEPT) {
            frames.pollFirstEntry();
        }
        return isNew;
    }

    /** Forgets all. */
    public synchronized void clear() {
        cameras.clear();
    }

    /** The newest frame of the camera that looks ahead. */
    public synchronized Optional<Frame> newest() {
        TreeMap<Long, Frame> frames = cameras.get(Eyes.FRONT_WIDE);
        return frames == null || frames.isEmpty()
                ? Optional.empty()
                : Optional.of(frames.lastEntry().getValue());
    }

    /** What a model wants to see, as of the newest frame of the camera that looks ahead; empty while frames are missing. */
    public synchronized Optional<List<byte[]>> pictures(Eyes eyes) {
        Optional<Frame> newest = newest();
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        List<byte[]> pictures = new ArrayList<>(eyes.pictures());
        for (String camera : eyes.cameras()) {
            for (long age : eyes.agesUs()) {
                Frame frame = nearest(camera, newest.get().timeUs() - age, eyes.toleranceUs());
                if (frame == null && eyes.mayRepeat()) {
                    frame = nearest(camera, newest.get().timeUs(), eyes.toleranceUs());
                }
                if (frame == null) {
                    return Optional.empty();
                }
                pictures.add(frame.jpeg());
            }
        }
        return Optional.of(pictures);
    }

    private @Nullable Frame nearest(String camera, long timeUs, long toleranceUs) {
        TreeMap<Long, Frame> frames = cameras.getOrDefault(camera, new TreeMap<>());
        var before = frames.floorEntry(timeUs);
        var after = frames.ceilingEntry(timeUs);
        var best = before;
        if (before == null || (after != null && after.getKey() - timeUs < timeUs - before.getKey())) {
            best = after;
        }
        return best != null && Math.abs(best.getKey() - timeUs) <= toleranceUs ? best.getValue() : null;
    }
}
