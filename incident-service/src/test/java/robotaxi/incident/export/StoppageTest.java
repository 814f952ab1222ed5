package robotaxi.incident.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppageTest {
    private static final Instant T0 = Instant.parse("2026-11-23T06:00:00Z");

    /** A speed each second. */
    private static List<Drive.Speed> speeds(double... metresPerSecond) {
        List<Drive.Speed> speeds = new ArrayList<>();
        for (int i = 0; i < metresPerSecond.length; i++) {
            speeds.add(new Drive.Speed(T0.plusSeconds(i), metresPerSecond[i]));
        }
        return speeds;
    }

    @Test
    void aStopOfTenSecondsIsOneWithItsEnd() {
        double[] drive = new double[15];
        drive[0] = 5;
        drive[13] = 1;
        drive[14] = 3;

        Stoppage stop = Stoppage.of(speeds(drive)).orElseThrow();

        assertThat(stop.beganAt()).isEqualTo(T0.plusSeconds(1));
        assertThat(stop.secondsToResolution()).contains(12L);
    }

    @Test
    void aShortStopIsPartOfDriving() {
        assertThat(Stoppage.of(speeds(5, 0, 0, 0, 0, 5))).isEmpty();
        assertThat(Stoppage.of(List.of())).isEmpty();
    }

    @Test
    void whenNobodySawItEndNobodySaysWhen() {
        Stoppage stop = Stoppage.of(speeds(5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).orElseThrow();

        assertThat(stop.resolvedAt()).isNull();
        assertThat(stop.secondsToResolution()).isEmpty();
    }
}
