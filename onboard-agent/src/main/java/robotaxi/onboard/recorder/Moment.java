package robotaxi.onboard.recorder;

import java.util.List;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Trajectory;

/** Something that the recorder keeps for a while. */
public sealed interface Moment {
    /** World time, microseconds. */
    long timeUs();

    /** A camera frame. */
    record FrameSeen(Frame frame) implements Moment {
        @Override
        public long timeUs() {
            return frame.timeUs();
        }
    }

    /** The car's state and signals. */
    record Signals(EgoState ego, double acceleration, double batteryPercent, double gapMetres) implements Moment {
        @Override
        public long timeUs() {
            return ego.timeUs();
        }
    }

    /** The trajectory that was handed to the controller. */
    record PlanChosen(EgoState ego, Trajectory trajectory, String source) implements Moment {
        @Override
        public long timeUs() {
            return ego.timeUs();
        }
    }

    /** A sentence of the model. */
    record Reasoned(
            long timeUs,
            String text,
            String metaAction,
            String manifestSha256,
            List<Long> frameTimesUs,
            double confidence)
            implements Moment {}

    /** A change of who drives. */
    record ModeChanged(long timeUs, String mode, String reason) implements Moment {}
}
