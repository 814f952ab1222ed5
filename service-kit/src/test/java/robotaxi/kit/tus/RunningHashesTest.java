package robotaxi.kit.tus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningHashesTest {
    private static final byte[] CONTENT = "what was sent in the end".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final RunningHashes hashes = new RunningHashes(Runnable::run);

    @Test
    void bytesThatDidNotCountAreNotInTheHash() throws Exception {
        Path file = Files.write(folder.resolve("a"), CONTENT);
        hashes.reach("a", file, 4).write(4, "was lost".getBytes(StandardCharsets.UTF_8), 8);

        HashBehind again = hashes.reach("a", file, 4);
        again.write(4, rest(4), CONTENT.length - 4);

        assertThat(hashes.end("a", file, CONTENT.length)).isEqualTo(sha256());
    }

    @Test
    void anUploadThatIsNotKnownAnyMoreIsHashedFromItsFile() throws Exception {
        Path file = Files.write(folder.resolve("b"), CONTENT);
        hashes.reach("b", file, 4);
        hashes.forget("b");

        assertThat(hashes.end("b", file, CONTENT.length)).isEqualTo(sha256());
    }

    private static byte[] rest(int from) {
        byte[] rest = new byte[CONTENT.length - from];
        System.arraycopy(CONTENT, from, rest, 0, rest.length);
        return rest;
    }

    private static String sha256() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
    }
}
