package robotaxi.contracts.mcap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class McapReaderTest {
    private static final ChunkCodec ZSTD = (compression, packed, length) -> "zstd".equals(compression)
            ? Zstd.decompress(packed, length)
            : ChunkCodec.NONE.unpack(compression, packed, length);

    @TempDir
    Path folder;

    @ParameterizedTest(name = "zstd {0}")
    @ValueSource(booleans = {true, false})
    void messagesComeBackInOrder(boolean zstd) throws IOException {
        assertThat(read(clip(zstd))).containsExactly("/a A 5 one", "/b B 7 two", "/a A 9 three");
    }

    @Test
    void aFileCutAtAnyByteIsRefused() {
        byte[] whole = clip(true);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("cut at " + length).isInstanceOf(MalformedMcapException.class);
        }
    }

    @Test
    void aFlippedBitInTheDataIsRefused() {
        byte[] whole = clip(false);
        Random dice = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] flipped = whole.clone();
            int at = 8 + dice.nextInt(whole.length - 8 - 37 - 13);
            flipped[at] ^= (byte) (1 << dice.nextInt(8));
            assertThatThrownBy(() -> read(flipped)).as("flipped at " + at).isInstanceOf(MalformedMcapException.class);
        }
    }

    @Test
    void noiseIsNoRecording() {
        byte[] noise = new byte[500];
        new Random(3).nextBytes(noise);
        assertThatThrownBy(() -> read(noise)).hasMessage("it does not begin as a recording");
    }

    private static byte[] clip(boolean zstd) {
        McapBytes bytes = new McapBytes();
        int a = bytes.channel("/a", "A");
        int b = bytes.channel("/b", "B");
        return bytes.message(a, 5, "one".getBytes(UTF_8))
                .message(b, 7, "two".getBytes(UTF_8))
                .message(a, 9, "three".getBytes(UTF_8))
                .file(zstd);
    }

    private List<String> read(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("clip.mcap"), bytes);
        List<String> messages = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file)) {
            McapReader.read(
                    channel,
                    ZSTD,
                    (topic, schema, time, data) ->
                            messages.add(topic + " " + schema + " " + time + " " + new String(data, UTF_8)));
        }
        return messages;
    }
}
