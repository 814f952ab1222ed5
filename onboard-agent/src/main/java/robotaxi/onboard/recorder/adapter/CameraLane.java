package robotaxi.onboard.recorder.adapter;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import robotaxi.onboard.drive.Calibration;
import robotaxi.onboard.model.Eyes;
import robotaxi.onboard.recorder.Clip;
import robotaxi.onboard.recorder.Moment;

/**
 * What one camera gave to a clip; each has topics and chunks of its own.
 *
 * @param name as topics have it: front_wide
 * @param still the picture nearest to the clip's first moment
 * @param others all but that one, in the order of their time
 */
record CameraLane(
        String name, Moment.FrameSeen still, List<Moment.FrameSeen> others, Optional<Calibration> calibration) {
    private static final Pattern AROUND_THE_NAME = Pattern.compile("^camera_|_\\d+fov$");
    private static final Comparator<String> FRONT_FIRST = Comparator.<String, Boolean>comparing(
                    id -> !id.equals(Eyes.FRONT_WIDE))
            .thenComparing(Comparator.naturalOrder());

    /** Of each camera that has a picture in the clip, the one that looks ahead first: a torn upload has most of that one. */
    static List<CameraLane> of(Clip clip) {
        Map<String, List<Moment.FrameSeen>> byCamera = clip.moments().stream()
                .filter(Moment.FrameSeen.class::isInstance)
                .map(Moment.FrameSeen.class::cast)
                .collect(Collectors.groupingBy(
                        seen -> seen.frame().cameraId(), () -> new TreeMap<>(FRONT_FIRST), Collectors.toList()));
        return byCamera.entrySet().stream()
                .map(camera -> lane(clip, camera.getKey(), camera.getValue()))
                .toList();
    }

    private static CameraLane lane(Clip clip, String cameraId, List<Moment.FrameSeen> pictures) {
        long at = clip.first().timeUs();
        Moment.FrameSeen still = pictures.stream()
                .min(Comparator.comparingLong(seen -> Math.abs(seen.timeUs() - at)))
                .orElseThrow();
        return new CameraLane(
                AROUND_THE_NAME.matcher(cameraId).replaceAll(""),
                still,
                pictures.stream().filter(seen -> !seen.equals(still)).toList(),
                clip.calibrations().stream()
                        .filter(lens -> lens.cameraId().equals(cameraId))
                        .findFirst());
    }

    String topic() {
        return "/camera/" + name;
    }

    String calibrationTopic() {
        return "/calib/" + name;
    }
}
