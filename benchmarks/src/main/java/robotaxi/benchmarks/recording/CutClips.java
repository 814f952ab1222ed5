package robotaxi.benchmarks.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import robotaxi.contracts.mcap.ChunkCodec;
import robotaxi.contracts.mcap.McapReader;
import robotaxi.contracts.mcap.McapRecovery;

/**
 * Cuts a recording at random bytes and mends it. What must be left is known by walking over the whole file once by the letter of
 * the format, with none of the code that mends.
 */
public final class CutClips {
    private static final int MAGIC_BYTES = 8;
    private static final int CHUNK = 6;
    private static final int MESSAGE = 5;
    private static final int DATA_END = 15;
    private static final int CHUNK_HEAD_BYTES = 8 + 8 + 8 + 4 + 4 + 8;

    private final Path whole;
    private final List<Chunk> chunks = new ArrayList<>();

    private record Chunk(long end, int messages) {}

    /** Of this recording, whose chunks are not compressed. */
    public CutClips(Path whole) throws IOException {
        this.whole = whole;
        try (FileChannel file = FileChannel.open(whole)) {
            ByteBuffer bytes =
                    file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()).order(ByteOrder.LITTLE_ENDIAN);
            int position = MAGIC_BYTES;
            while (bytes.get(position) != DATA_END) {
                int end = (int) (position + 9 + bytes.getLong(position + 1));
                if (bytes.get(position) == CHUNK) {
                    chunks.add(new Chunk(end, messages(bytes, position + 9 + CHUNK_HEAD_BYTES, end)));
                }
                position = end;
            }
        }
    }

    private static int messages(ByteBuffer bytes, int from, int end) {
        int messages = 0;
        int position = from;
        while (position < end) {
            messages += bytes.get(position) == MESSAGE ? 1 : 0;
            position = (int) (position + 9 + bytes.getLong(position + 1));
        }
        return messages;
    }

    /** Cuts so often; answers how many of the mended files lack something, or cannot be read. */
    public int unrecovered(int cuts, SplittableRandom chance) throws IOException {
        int unrecovered = 0;
        Path torn = Files.createTempFile("torn", ".mcap");
        Path sound = Files.createTempFile("sound", ".mcap");
        try {
            for (int cut = 0; cut < cuts; cut++) {
                long length = chance.nextLong(MAGIC_BYTES, Files.size(whole));
                unrecovered += isRecovered(length, torn, sound) ? 0 : 1;
            }
        } finally {
            Files.delete(torn);
            Files.delete(sound);
        }
        return unrecovered;
    }

    private boolean isRecovered(long length, Path torn, Path sound) throws IOException {
        try (FileChannel from = FileChannel.open(whole);
                FileChannel to =
                        FileChannel.open(torn, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            long copied = 0;
            while (copied < length) {
                copied += from.transferTo(copied, length - copied, to);
            }
        }
        try (FileChannel in = FileChannel.open(torn);
                OutputStream out = Files.newOutputStream(sound)) {
            McapRecovery.recover(in, ChunkCodec.NONE, out, Map.of());
        }
        int[] read = new int[1];
        try (FileChannel in = FileChannel.open(sound)) {
            McapReader.read(in, ChunkCodec.NONE, (topic, schema, time, data) -> read[0]++);
        }
        int expected = chunks.stream()
                .filter(chunk -> chunk.end() <= length)
                .mapToInt(Chunk::messages)
                .sum();
        return read[0] == expected;
    }
}
