package robotaxi.benchmarks.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    @TempDir
    Path folder;

    @Test
    void everyCaseOfTheSuiteIsWrittenByteByByte() throws IOException {
        Path suite = Path.of(System.getProperty("robotaxi.shared", "../../shared"), "data", "mcap", "cases.jsonl");
        assumeTrue(Files.isRegularFile(suite), () -> "the MCAP conformance suite is not at " + suite);
        List<ConformanceCase> cases = ConformanceCase.readAll(suite);
        assertThat(cases).hasSize(416);
        for (ConformanceCase one : cases) {
            assertThat(one.passes()).as(one.name()).isTrue();
        }
    }

    @Test
    void aCutRecordingIsMendedToItsLastWholeChunk() throws IOException {
        Path clip = folder.resolve("clip.mcap");
        SyntheticClip.write(clip, 3_000_000, 5);
        assertThat(new CutClips(clip).unrecovered(25, new SplittableRandom(5))).isZero();
    }
}
