package robotaxi.incident.assistance.adapter;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.assistance.Advice;
import robotaxi.incident.assistance.WorkDesk;

/**
 * An answer as a screen sends it: exactly one of option, path, waitSeconds, laneClosed and pullOver.
 *
 * @param fence number of the claim
 * @param sceneId the scene that the person has seen
 * @param path points ahead of and left of the car, in metres
 * @param shown what was on the screen
 */
record AnswerJson(
        @Nullable Long fence,
        @Nullable String sceneId,
        @Nullable String option,
        @Nullable List<double[]> path,
        @Nullable Integer waitSeconds,
        @Nullable Boolean laneClosed,
        @Nullable Boolean pullOver,
        @Nullable ShownJson shown) {

    /** What was on the screen when the person answered. */
    record ShownJson(
            @Nullable List<String> frames,
            @Nullable Long frameAgeMillis,
            @Nullable Long hesitationMillis,
            @Nullable String layout) {}

    Optional<Advice> advice() {
        List<Advice> said = new java.util.ArrayList<>();
        if (option != null) {
            said.add(new Advice.Choose(option));
        }
        if (path != null && path.stream().allMatch(point -> point != null && point.length == 2)) {
            said.add(new Advice.Drive(path.stream()
                    .map(point -> new Advice.Point(point[0], point[1]))
                    .toList()));
        }
        if (waitSeconds != null) {
            said.add(new Advice.Wait(waitSeconds));
        }
        if (Boolean.TRUE.equals(laneClosed)) {
            said.add(new Advice.LaneClosed());
        }
        if (Boolean.TRUE.equals(pullOver)) {
            said.add(new Advice.PullOver());
        }
        return said.size() == 1 ? Optional.of(said.getFirst()) : Optional.empty();
    }

    WorkDesk.Shown shownOrNothing(String scene) {
        ShownJson on = shown == null ? new ShownJson(null, null, null, null) : shown;
        return new WorkDesk.Shown(
                scene,
                on.frames() == null
                        ? List.of()
                        : on.frames().stream().limit(16).map(ReportWire::text).toList(),
                on.frameAgeMillis() == null ? -1 : on.frameAgeMillis(),
                on.hesitationMillis() == null ? -1 : on.hesitationMillis(),
                ReportWire.text(on.layout() == null ? "" : on.layout()));
    }
}
