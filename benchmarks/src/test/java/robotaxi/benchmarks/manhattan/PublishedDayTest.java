package robotaxi.benchmarks.manhattan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import robotaxi.benchmarks.manhattan.Day.Dispatcher;
import robotaxi.local.stack.StackException;

/** The published decisions in this world against what a run of the published simulator itself gave. */
@TestInstance(Lifecycle.PER_CLASS)
class PublishedDayTest {
    private Day day;

    @BeforeAll
    void read() {
        day = new Day(folder(), Streets.Ways.A_STAR);
    }

    private static Path folder() {
        try {
            return ManhattanData.in(Path.of(System.getProperty("robotaxi.shared", "../../shared"), "data"));
        } catch (StackException absent) {
            return abort(absent.getMessage());
        }
    }

    @Test
    void twoHundredCarsServeAsPublished() {
        Result result = day.run(Dispatcher.PUBLISHED, 200);
        assertThat(result.served()).isBetween(0.70, 0.74);
        assertThat(result.meanWait()).isCloseTo(188, within(10.0));
        assertThat(result.wait(0.5)).isEqualTo(180);
        assertThat(result.wait(0.9)).isEqualTo(360);
    }

    @Test
    void twelveHundredCarsServeAsPublished() {
        Result result = day.run(Dispatcher.PUBLISHED, 1_200);
        assertThat(result.served()).isBetween(0.95, 0.97);
        assertThat(result.meanWait()).isCloseTo(139, within(10.0));
        assertThat(result.wait(0.5)).isEqualTo(120);
        assertThat(result.wait(0.9)).isEqualTo(240);
    }

    @Test
    void theSameDayTwiceIsTheSame() {
        assertThat(day.run(Dispatcher.OURS, 200).digest())
                .isEqualTo(day.run(Dispatcher.OURS, 200).digest());
    }
}
