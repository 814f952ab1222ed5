package robotaxi.kit.tus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectAppendTest {
    private static final int WHOLE = 7_654_321;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Random chance = new Random(1);
    private final byte[] content = new byte[WHOLE];

    @BeforeEach
    void fill() {
        chance.nextBytes(content);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private void append(Path file, int from, int to) throws IOException {
        try (DirectAppend append = DirectAppend.open(file, from, threads)) {
            write(append, from, to);
            append.sync();
        }
    }

    private void write(DirectAppend append, int from, int to) throws IOException {
        for (int at = from; at < to; ) {
            int part = Math.min(to - at, 1 + chance.nextInt(300_000));
            append.write(Arrays.copyOfRange(content, at, at + part), part);
            at += part;
        }
    }

    @Test
    void allBytesAreThereWhereverItWasBrokenOff() throws IOException {
        Path file = folder.resolve("a");
        for (int at = 0; at < WHOLE; ) {
            int to = Math.min(WHOLE, at + 1 + chance.nextInt(2_000_000));
            append(file, at, to);
            at = to;
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }

    @Test
    void aPartThatEndsWithABlockLeavesNothingBehindIt() throws IOException {
        Path file = folder.resolve("b");
        append(file, 0, 3 << 20);
        append(file, 3 << 20, 3 << 20);
        assertThat(Files.readAllBytes(file)).isEqualTo(Arrays.copyOf(content, 3 << 20));
    }

    @Test
    void whatLiesBehindTheOffsetIsCutOff() throws IOException {
        Path file = Files.write(folder.resolve("c"), new byte[2_000_000]);
        append(file, 0, 1_000_001);
        assertThat(Files.readAllBytes(file)).isEqualTo(Arrays.copyOf(content, 1_000_001));
    }

    @Test
    void itTellsInOrderWhatIsThereAndNoMore() throws IOException {
        Path file = folder.resolve("d");
        List<Long> told = new CopyOnWriteArrayList<>();
        try (DirectAppend append = DirectAppend.open(file, 0, threads)) {
            for (int at = 0; at < WHOLE; ) {
                int to = Math.min(WHOLE, at + 1_000_000);
                write(append, at, to);
                append.tellDurable(told::add);
                at = to;
            }
            append.sync();
        }
        assertThat(told)
                .hasSize(8)
                .isSorted()
                .allSatisfy(length -> assertThat(length % (1 << 20)).isZero());
        assertThat(told).last().isEqualTo(7L << 20);
    }

    @Test
    void aDiskThatDoesNotTakeItIsAFaultAndStaysOne() {
        assertThatThrownBy(() -> {
                    try (DirectAppend append = DirectAppend.open(Path.of("/dev/full"), 0, threads)) {
                        write(append, 0, WHOLE);
                        append.sync();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("The disk did not take it");
    }
}
