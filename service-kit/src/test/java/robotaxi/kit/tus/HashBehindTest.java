package robotaxi.kit.tus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashBehindTest {
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
        assertThat(hash.end(content.length))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
    }

    @Test
    void aFileThatIsShorterThanWasSaidIsAFault() throws IOException {
        Path file = Files.write(folder.resolve("b"), new byte[10]);
        assertThatThrownBy(() -> new HashBehind(file, threads).end(11)).isInstanceOf(IOException.class);
    }
}
