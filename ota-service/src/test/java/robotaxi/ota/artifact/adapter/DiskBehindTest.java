package robotaxi.ota.artifact.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBehindTest {
    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
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
