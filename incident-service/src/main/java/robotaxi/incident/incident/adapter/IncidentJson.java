package robotaxi.incident.incident.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.incident.Clip;
import robotaxi.incident.incident.FirstLooks;
import robotaxi.incident.incident.Incident;
import robotaxi.incident.incident.IncidentAct;
import robotaxi.incident.incident.IncidentId;
import robotaxi.incident.incident.Incidents;
import robotaxi.incident.incident.MomentPlan;
import robotaxi.incident.incident.Note;
import robotaxi.incident.incident.SafetyMoment;

/** Incidents on the wire. */
final class IncidentJson {
    private IncidentJson() {}

    /** A place, WGS84. */
    public record Position(double latitude, double longitude) {}

    /** A still; its number is how it is asked for. */
    public record KeyFrame(int number, String cameraId, Instant time) {}

    /**
     * Where the recording stands: none, expected, kept or quarantined.
     *
     * @param receivedBytes so much of it is here, while it is on its way
     * @param quarantineReason why a recording of it was set apart; beside a kept one, that is what is whole of the other
     */
    public record ClipView(
            String state,
            @Nullable String sha256,
            @Nullable Long lengthBytes,
            @Nullable Long receivedBytes,
            @Nullable String quarantineReason) {
        static ClipView of(Incident incident, List<Clip> clips, FirstLooks looks) {
            return clips.stream()
                    .filter(Clip::kept)
                    .findFirst()
                    .map(clip -> new ClipView("kept", clip.sha256(), clip.lengthBytes(), null, firstReason(clips)))
                    .or(() -> clips.stream()
                            .findFirst()
                            .map(clip -> new ClipView(
                                    "quarantined", clip.sha256(), clip.lengthBytes(), null, clip.quarantineReason())))
                    .orElseGet(() -> onItsWay(incident, looks));
        }

        private static ClipView onItsWay(Incident incident, FirstLooks looks) {
            if (!incident.facts().moment().clipFollows()) {
                return new ClipView("none", null, null, null, null);
            }
            return looks.findProgress(incident.facts().id())
                    .map(progress -> new ClipView(
                            "expected",
                            null,
                            progress.lengthBytes() < 0 ? null : progress.lengthBytes(),
                            progress.receivedBytes(),
                            null))
                    .orElseGet(() -> new ClipView("expected", null, null, null, null));
        }
    }

    private static @Nullable String firstReason(List<Clip> clips) {
        return clips.stream()
                .map(Clip::quarantineReason)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /**
     * One incident.
     *
     * @param plan what the car was about to drive
     * @param acts what may be done with it in its state
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            String incidentId,
            String vehicleId,
            String kind,
            int severity,
            String state,
            Instant occurredAt,
            Instant openedAt,
            Position position,
            double headingDegrees,
            double speedMetresPerSecond,
            double peakDecelerationMetresPerSecondSquared,
            String rideId,
            String releaseId,
            String reasoning,
            String detail,
            boolean evidenceComplete,
            ClipView clip,
            List<KeyFrame> keyFrames,
            @Nullable MomentPlan plan,
            List<String> eventIds,
            String assignee,
            List<String> labels,
            String fixReference,
            String regressionReference,
            List<String> acts,
            Incident.@Nullable Finding finding,
            Incident.@Nullable Closure closure) {
        static View of(Incident incident, Incidents incidents, FirstLooks looks) {
            SafetyMoment moment = incident.facts().moment();
            IncidentId id = incident.facts().id();
            List<Clip> clips = incidents.listClips(id);
            return new View(
                    incident.facts().id().value(),
                    moment.vehicleId(),
                    moment.kind().wireName(),
                    incident.severity(),
                    incident.state().wireName(),
                    moment.time(),
                    incident.facts().openedAt(),
                    new Position(moment.latitudeDegrees(), moment.longitudeDegrees()),
                    moment.headingDegrees(),
                    moment.speedMetresPerSecond(),
                    moment.peakDecelerationMetresPerSecondSquared(),
                    moment.rideId(),
                    moment.releaseId(),
                    moment.reasoning(),
                    moment.detail(),
                    clips.stream().anyMatch(Clip::kept),
                    ClipView.of(incident, clips, looks),
                    numbered(incidents.listKeyFrames(id)),
                    looks.findPlan(id).orElse(null),
                    incidents.listEvents(id),
                    incident.assignee(),
                    incident.labels(),
                    incident.fixReference(),
                    incident.regressionReference(),
                    Arrays.stream(IncidentAct.values())
                            .filter(act -> act.isAllowedIn(incident.state()))
                            .map(IncidentAct::wireName)
                            .toList(),
                    incident.finding(),
                    incident.closure());
        }

        private static List<KeyFrame> numbered(List<SafetyMoment.Still> stills) {
            List<KeyFrame> frames = new ArrayList<>();
            for (SafetyMoment.Still still : stills) {
                frames.add(new KeyFrame(frames.size(), still.cameraId(), still.time()));
            }
            return frames;
        }
    }

    /** A page; the cursor asks for the next one, and is absent on the last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<View> incidents, @Nullable String nextCursor) {}

    /** A line of its history. */
    public record NoteJson(String what, String text, String by, Instant at) {
        static NoteJson of(Note note) {
            return new NoteJson(note.what(), note.text(), note.by(), note.at());
        }
    }

    /** What a person found. */
    public record TriageWanted(
            @Nullable Integer severity, @Nullable String note) {}

    /** What a person says: a note, a reason, a reference or a text. */
    public record Said(
            @Nullable String note,
            @Nullable String reason,
            @Nullable String reference,
            @Nullable String text) {
        String noteOrNone() {
            return note == null ? "" : note;
        }

        String reasonOrNone() {
            return reason == null ? "" : reason;
        }

        String referenceOrNone() {
            return reference == null ? "" : reference;
        }

        String textOrNone() {
            return text == null ? "" : text;
        }
    }

    /** Names of the cause. */
    public record LabelsWanted(
            @Nullable List<String> labels, @Nullable String note) {}

    /** Whether the change mends it, and what shows that. */
    public record RegressionWanted(
            @Nullable Boolean passed, @Nullable String reference) {}

    /** Whose work it is; empty for nobody's. */
    public record AssigneeWanted(@Nullable String assignee) {}
}
