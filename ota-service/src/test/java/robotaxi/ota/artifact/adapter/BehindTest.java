package robotaxi.ota.artifact.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.ota.trust.Sha256;

/** What goes on behind the back of whoever writes a file. */
class BehindTest {
    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void theHashIsThatOfAllPartsWhereverTheyWereCut() throws Exception {
        byte[] content = new byte[5_000_000];
        var chance = new Random(1);
        chance.nextBytes(content);
        Path file = folder.resolve("a");
        var hash = new HashBehind(file, threads);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int length = 0; length < content.length; ) {
                int part = Math.min(content.length - length, 1 + chance.nextInt(700_000));
                channel.write(ByteBuffer.wrap(content, length, part));
                length += part;
                hash.reach(length);
            }
        }
        assertThat(hash.end(content.length)).isEqualTo(Sha256.hex(content));
    }

    @Test
    void aFileThatIsShorterThanWasSaidIsAFault() throws IOException {
        Path file = Files.write(folder.resolve("b"), new byte[10]);
        assertThatThrownBy(() -> new HashBehind(file, threads).end(11)).isInstanceOf(IOException.class);
    }

    @Test
    void progressIsToldOnlyForwardAndToTheEnd() throws IOException {
        Path file = Files.write(folder.resolve("c"), new byte[1_000]);
        List<Long> told = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var disk = new DiskBehind(channel, told::add, threads, 0, 100);
            for (long length = 0; length <= 1_000; length += 10) {
                disk.reach(length);
            }
            assertThat(disk.end(1_000)).isTrue();
        }
        assertThat(told).isSorted().endsWith(1_000L).first().isEqualTo(100L);
    }

    @Test
    void whoeverIsOvertakenIsToldSo() throws IOException {
        Path file = Files.write(folder.resolve("d"), new byte[1_000]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var disk = new DiskBehind(channel, _ -> false, threads, 0, 100);
            disk.reach(500);
            assertThat(disk.end(1_000)).isFalse();
        }
    }
}
