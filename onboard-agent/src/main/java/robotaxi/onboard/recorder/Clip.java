package robotaxi.onboard.recorder;

import java.util.List;
import robotaxi.onboard.drive.Calibration;

/**
 * A span around one moment worth keeping, or several that came while it was recorded.
 *
 * @param marks what made it, the first one first; never empty
 * @param releaseId what drove at the first of them
 * @param manifestSha256 the same
 * @param cut why it ends before its post-roll, or is without some of its pre-roll; empty if it has all
 * @param calibrations of the car's cameras, also of one without a picture here
 */
public record Clip(
        List<Mark> marks,
        String releaseId,
        String manifestSha256,
        String cut,
        List<Calibration> calibrations,
        List<Moment> moments) {
    /**
     * A moment that asked for it.
     *
     * @param eventId the safety event's id
     * @param trigger kebab-case name of what it was
     * @param timeUs world time
     */
    public record Mark(String eventId, String trigger, long timeUs) {
        /** What a clip of it is worth; a kind that this agent gives no worth is rare. */
        Trigger.Worth worth() {
            return Trigger.find(trigger).map(Trigger::worth).orElse(Trigger.Worth.EDGE_CASE);
        }
    }

    /** Copies. */
    public Clip {
        marks = List.copyOf(marks);
        calibrations = List.copyOf(calibrations);
        moments = List.copyOf(moments);
    }

    /** The moment that began it, which names it. */
    public Mark first() {
        return marks.getFirst();
    }

    /** What its best moment is worth. */
    public Trigger.Worth worth() {
        return marks.stream().map(Mark::worth).min(Trigger.Worth::compareTo).orElseThrow();
    }
}
