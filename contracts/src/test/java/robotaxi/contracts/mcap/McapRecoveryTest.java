package robotaxi.contracts.mcap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a file that was cut off or damaged, and what an index finds in it. */
class McapRecoveryTest {
    private static final int CHUNKS = 4;
    private static final int EACH = 3;

    private final ByteArrayOutputStream recovered = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    /** Where each chunk ends, from the index. */
    private static byte[] whole(McapLayout layout) throws IOException {
        var out = new ByteArrayOutputStream();
        try (McapWriter mcap = new McapWriter(out, "", "test", layout)) {
            mcap.metadata("incident", Map.of("event_id", "e1"));
            mcap.schema(1, "a.B", "protobuf", new byte[] {1, 2});
            mcap.channel(1, 1, "/one", "protobuf", Map.of("k", "v"));
            mcap.channel(7, 0, "/two", "text", Map.of());
            for (int i = 0; i < CHUNKS * EACH; i++) {
                mcap.message(i % 2 == 0 ? 1 : 7, i, 100 + i, 100 + i, ("message " + i).getBytes(UTF_8));
                if (i % EACH == EACH - 1) {
                    mcap.endChunk();
                }
            }
            mcap.attachment(new McapAttachment(5, 6, "still.jpg", "image/jpeg", new byte[] {9, 8, 7}));
        }
        return out.toByteArray();
    }

    private FileChannel file(byte[] bytes) throws IOException {
        return FileChannel.open(Files.write(folder.resolve("clip.mcap"), bytes));
    }

    private List<String> read(byte[] bytes) throws IOException {
        List<String> messages = new ArrayList<>();
        try (FileChannel file = file(bytes)) {
            McapReader.read(
                    file,
                    ChunkCodec.NONE,
                    (topic, schema, time, data) -> messages.add(topic + " " + time + " " + new String(data, UTF_8)));
        }
        return messages;
    }

    private McapRecovery.Outcome recover(byte[] torn) throws IOException {
        recovered.reset();
        try (FileChannel file = file(torn)) {
            return McapRecovery.recover(file, ChunkCodec.NONE, recovered, Map.of("original", "torn.mcap"));
        }
    }

    @Test
    void aWholeFileLosesNothing() throws IOException {
        byte[] whole = whole(McapLayout.FULL);
        McapRecovery.Outcome outcome = recover(whole);
        assertThat(outcome.isWhole()).isTrue();
        assertThat(outcome).isEqualTo(new McapRecovery.Outcome(CHUNKS, CHUNKS * EACH, 0, 0, 111, ""));
        assertThat(recovered.toByteArray()).isEqualTo(whole);
    }

    @Test
    void aFileCutAtAnyByteKeepsEveryChunkThatWasWhole() throws IOException {
        byte[] whole = whole(McapLayout.FULL);
        List<Long> ends = chunkEnds(whole);
        List<String> all = read(whole);
        for (int length = Opcode.MAGIC_BYTES; length < whole.length; length++) {
            McapRecovery.Outcome outcome = recover(Arrays.copyOf(whole, length));
            int cut = length;
            long chunks = ends.stream().filter(end -> end <= cut).count();
            assertThat(outcome.chunks()).as("cut at " + length).isEqualTo((int) chunks);
            assertThat(read(recovered.toByteArray())).isEqualTo(all.subList(0, (int) chunks * EACH));
        }
        assertThatThrownBy(() -> recover(Arrays.copyOf(whole, 7))).isInstanceOf(MalformedMcapException.class);
    }

    @Test
    void aDamagedChunkIsLeftOutAndTheOthersStay() throws IOException {
        byte[] whole = whole(McapLayout.FULL);
        byte[] damaged = whole.clone();
        damaged[(int) (chunkEnds(whole).get(1) - 3)] ^= 1;
        McapRecovery.Outcome outcome = recover(damaged);
        assertThat(outcome.damagedRecords()).isEqualTo(1);
        assertThat(outcome.isWhole()).isFalse();
        assertThat(outcome.lostBytes()).isPositive();
        try (FileChannel file = file(recovered.toByteArray())) {
            assertThat(McapIndex.open(file, ChunkCodec.NONE).metadata("recovery"))
                    .containsEntry("original", "torn.mcap")
                    .containsEntry("damaged_records", "1");
        }
        List<String> all = read(whole);
        List<String> left = new ArrayList<>(all.subList(0, EACH));
        left.addAll(all.subList(2 * EACH, all.size()));
        assertThat(read(recovered.toByteArray())).isEqualTo(left);
    }

    @Test
    void messagesOutsideOfChunksAreKeptToo() throws IOException {
        byte[] whole = whole(new McapLayout(false, false, false, false, false, false, false, false, false, false));
        McapRecovery.Outcome outcome = recover(Arrays.copyOf(whole, whole.length - 100));
        assertThat(outcome.messages()).isEqualTo(CHUNKS * EACH);
        assertThat(read(recovered.toByteArray())).isEqualTo(read(whole));
    }

    @Test
    void theIndexFindsEachMessage() throws IOException {
        try (FileChannel file = file(whole(McapLayout.FULL))) {
            McapIndex index = McapIndex.open(file, ChunkCodec.NONE);
            assertThat(index.metadata("incident")).isEqualTo(Map.of("event_id", "e1"));
            assertThat(index.metadata("none")).isEmpty();
            var one = index.channel("/one").orElseThrow();
            assertThat(one.schema()).isEqualTo("a.B");
            assertThat(index.messages(one)).isEqualTo(6);
            List<String> found = new ArrayList<>();
            for (McapIndex.Entry entry : index.entries(one)) {
                found.add(entry.logTime() + " " + new String(index.message(entry), UTF_8));
            }
            assertThat(found)
                    .containsExactly(
                            "100 message 0",
                            "102 message 2",
                            "104 message 4",
                            "106 message 6",
                            "108 message 8",
                            "110 message 10");
        }
    }

    @Test
    void aFileWithoutSummaryHasNoIndex() throws IOException {
        byte[] plain = whole(new McapLayout(true, true, false, false, false, false, false, false, false, false));
        try (FileChannel file = file(plain)) {
            assertThatThrownBy(() -> McapIndex.open(file, ChunkCodec.NONE)).hasMessage("it has no summary");
        }
    }

    private static List<Long> chunkEnds(byte[] whole) {
        List<Long> ends = new ArrayList<>();
        var in = java.nio.ByteBuffer.wrap(whole).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        in.position(Opcode.MAGIC_BYTES);
        int opcode = 0;
        while (opcode != Opcode.DATA_END) {
            opcode = in.get();
            in.position(in.position() + Long.BYTES + (int) in.getLong(in.position()));
            if (opcode == Opcode.CHUNK) {
                ends.add((long) in.position());
            }
        }
        return ends;
    }
}
