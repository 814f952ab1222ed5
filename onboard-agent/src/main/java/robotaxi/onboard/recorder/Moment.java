package robotaxi.onboard.recorder;

import java.util.List;
import robotaxi.onboard.drive.Candidate;
import robotaxi.onboard.drive.Frame;
import robotaxi.onboard.mission.BodyReport;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Track;
import robotaxi.onboard.supervisor.Trajectory;

/** Something that the recorder keeps for a while. */
public sealed interface Moment {
    /** World time, microseconds. */
    long timeUs();

    /** Roughly what it takes of the memory. */
    default int bytes() {
        return SMALL_BYTES;
    }

    /** Of what has no arrays. */
    int SMALL_BYTES = 200;

    /** Of a trajectory. */
    int TRAJECTORY_BYTES = 4 * Double.BYTES * (Trajectory.STEPS + 1);

    /** A camera frame. */
    record FrameSeen(Frame frame) implements Moment {
        @Override
        public long timeUs() {
            return frame.timeUs();
        }

        @Override
        public int bytes() {
            return SMALL_BYTES + frame.jpeg().length;
        }
    }

    /** The car's state and signals. */
    record Signals(
            EgoState ego,
            double acceleration,
            double batteryPercent,
            double gapMetres,
            BodyReport body,
            boolean collided)
            implements Moment {
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

        @Override
        public int bytes() {
            return SMALL_BYTES + TRAJECTORY_BYTES;
        }
    }

    /** A trajectory that could have been handed to the controller. */
    record PlanConsidered(EgoState ego, Candidate candidate) implements Moment {
        @Override
        public long timeUs() {
            return ego.timeUs();
        }

        @Override
        public int bytes() {
            return SMALL_BYTES + TRAJECTORY_BYTES;
        }
    }

    /** What the radar follows. */
    record ObjectsSeen(long timeUs, List<Track> tracks) implements Moment {
        @Override
        public int bytes() {
            return SMALL_BYTES * (1 + tracks.size());
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

    /** What was said about a question to a person, as a message of the wire without its pictures. */
    @SuppressWarnings("ArrayRecordComponent") // a message: handed over, never compared
    record Assisted(long timeUs, byte[] report) implements Moment {}

    /** A change of who drives. */
    record ModeChanged(long timeUs, String mode, String reason) implements Moment {}
}
