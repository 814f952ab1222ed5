package robotaxi.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
    @TempDir
    Path root;

    private StackFolder folder;
    private Process process;

    @BeforeEach
    void startSomething() throws IOException {
        folder = new StackFolder(root, root);
        process = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void endIt() {
        process.destroyForcibly();
    }

    @Test
    void whatWasWrittenDownIsFoundAndEnded() throws Exception {
        RunRecord.of("dispatch", process.toHandle()).write(folder);
        RunRecord found = RunRecord.list(folder).getFirst();
        assertThat(found).isEqualTo(RunRecord.of("dispatch", process.toHandle()));
        assertThat(found.alive()).isPresent();
        found.end();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(found.alive()).isEmpty();
        found.forget(folder);
        assertThat(RunRecord.list(folder)).isEmpty();
    }

    @Test
    void aProcessThatGotAnEndedOnesPidIsLeftAlone() {
        RunRecord real = RunRecord.of("dispatch", process.toHandle());
        RunRecord earlier = new RunRecord("dispatch", real.pid(), real.startMillis() - 60_000);
        assertThat(earlier.alive()).isEmpty();
        earlier.end();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void theOrderIsThatOfStarting() {
        new RunRecord("b-second", 2, 2_000).write(folder);
        new RunRecord("c-first", 1, 1_000).write(folder);
        new RunRecord("a-third", 3, 3_000).write(folder);
        assertThat(RunRecord.list(folder))
                .extracting(RunRecord::name)
                .containsExactly("c-first", "b-second", "a-third");
    }

    @Test
    void aRecordThatWasCutShortIsPassedOver() throws IOException {
        Files.writeString(folder.file("run/kafka"), "");
        new RunRecord("postgres", 7, 7_000).write(folder);
        assertThat(RunRecord.list(folder)).extracting(RunRecord::name).containsExactly("postgres");
    }
}
