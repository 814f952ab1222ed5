package robotaxi.onboard.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import robotaxi.onboard.model.Observation;
import robotaxi.onboard.supervisor.EgoState;
import robotaxi.onboard.supervisor.Pose2;

class EgoHistoryTest {
    private final EgoHistory history = new EgoHistory();

    private void pose(long timeUs, double x, double speed) {
        history.add(new EgoState(timeUs, new Pose2(x, 0, 0), 0, speed, 0, 0));
    }

    @Test
    void aSpeedThatWasNotToldComesFromThePosesWhateverOrderTheyCameIn() {
        pose(200_000, 2, Double.NaN);
        pose(0, 0, Double.NaN);
        pose(100_000, 0.8, Double.NaN);

        assertThat(history.newest().orElseThrow().speedMetresPerSecond()).isCloseTo(12, within(1e-9));
        assertThat(history.at(100_000).orElseThrow().speedMetresPerSecond()).isCloseTo(8, within(1e-9));
        assertThat(history.at(0).orElseThrow().speedMetresPerSecond()).isCloseTo(8, within(1e-9));
    }

    @Test
    void beforeTheFirstPoseTheCarCameStraightOn() {
        pose(1_000_000, 5, 10);
        pose(1_100_000, 6, 10);

        float[] tensor = history.tensor(history.newest().orElseThrow());

        assertThat(tensor[(Observation.HISTORY - 1) * 4]).isZero();
        assertThat(tensor[(Observation.HISTORY - 2) * 4]).isCloseTo(-1, within(1e-5f));
        assertThat(tensor[0]).isCloseTo(-15, within(1e-4f));
        assertThat(tensor[3]).isCloseTo(10, within(1e-6f));
    }

    @Test
    void whoStandsHasNoSpeed() {
        pose(0, 3, Double.NaN);
        pose(100_000, 3.005, Double.NaN);

        assertThat(history.newest().orElseThrow().speedMetresPerSecond()).isZero();
    }
}
