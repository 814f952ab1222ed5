package robotaxi.benchmarks.evidence.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.benchmarks.evidence.LaneTrail;

class CarDiariesTest {
    private final LaneTrail trail = new LaneTrail();

    private void read(Path folder, String diary) throws IOException {
        Files.writeString(folder.resolve("car-1"), diary);
        CarDiaries.read(folder, trail);
    }

    @Test
    void whatTheQueueTookAndForgotIsRead(@TempDir Path folder) throws IOException {
        read(folder, """

                starts safety 0 .
                starts telemetry 0 .
                took safety 1 10000001 5 .
                took telemetry 1 10000002 5 .
                took telemetry 2 10000003 6 .
                acknowledged telemetry 1 .
                """);
        assertThat(trail.taken()).isEqualTo(3);
        assertThat(trail.acknowledged()).isEqualTo(1);
        assertThat(trail.lost()).hasSize(2);
    }

    @Test
    void aLineThatAKillCutSaysNothing(@TempDir Path folder) throws IOException {
        read(folder, """

                starts safety 0 .
                took safety 1 10000001 5 .
                took safety 2 1000""" + "\n" + """
                starts safety 2 .
                took safety 3 20000001 9 .
                """);
        assertThat(trail.taken()).isEqualTo(2);
    }

    @Test
    void whatAPowerCutTookIsNotTakenForAcknowledged(@TempDir Path folder) throws IOException {
        read(folder, """

                starts safety 0 .
                starts telemetry 0 .
                took telemetry 1 10000001 5 .
                took telemetry 2 10000002 6 .

                starts safety 0 .
                starts telemetry 1001 .
                took telemetry 1002 20000001 1 .
                acknowledged telemetry 1002 .
                """);
        assertThat(trail.acknowledged()).isEqualTo(1);
        assertThat(trail.lost()).singleElement().asString().contains("20000001");
    }
}
