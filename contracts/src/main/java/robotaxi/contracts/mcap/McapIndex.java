package robotaxi.contracts.mcap;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file holds and where, from its summary. To show one picture of half a gigabyte, the summary, an index and that picture are
 * read.
 */
public final class McapIndex {
    private static final int CHUNK_HEAD_BYTES = Opcode.PREFIX_BYTES + 8 + 8 + 8 + 4 + 4 + 8;
    private static final int MESSAGE_HEAD_BYTES = 2 + 4 + 8 + 8;

    private final McapInput file;
    private final ChunkCodec codec;
    private final Map<Integer, String> schemaNames = new HashMap<>();
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final Map<Integer, Long> messagesOf = new HashMap<>();
    private final List<Chunk> chunks = new ArrayList<>();
    private final Map<String, Long> metadataAt = new LinkedHashMap<>();
    private long firstTime;
    private long lastTime;
    private @Nullable Chunk unpackedChunk;
    private byte[] unpacked = new byte[0];

    /** A topic. */
    public record Channel(int id, String topic, String schema) {}

    /**
     * A chunk.
     *
     * @param position of its record
     * @param indexAt where the message index of each channel is
     */
    public record Chunk(
            long position, String compression, long packedBytes, long unpackedBytes, Map<Integer, Long> indexAt) {}

    /** A message's place. */
    public record Entry(Chunk chunk, long logTime, long offset) {}

    private McapIndex(McapInput file, ChunkCodec codec) {
        this.file = file;
        this.codec = codec;
    }

    /**
     * Reads the summary.
     *
     * @throws MalformedMcapException if it has none, or is damaged
     */
    public static McapIndex open(SeekableByteChannel file, ChunkCodec codec) throws IOException {
        var index = new McapIndex(new McapInput(file), codec);
        McapInput.Footer footer = index.file.footer();
        if (footer.summaryStart() == 0) {
            throw new MalformedMcapException("it has no summary");
        }
        McapFields.orMalformed(() -> index.summary(new McapFields(footer.summary())));
        return index;
    }

    private void summary(McapFields summary) {
        while (summary.hasMore()) {
            int opcode = summary.unsignedByte();
            if (opcode == Opcode.FOOTER) {
                return;
            }
            McapFields fields = new McapFields(summary.bytes(summary.positiveLong()));
            switch (opcode) {
                case Opcode.SCHEMA -> schemaNames.put(fields.unsignedShort(), fields.text());
                case Opcode.CHANNEL -> channel(fields);
                case Opcode.STATISTICS -> statistics(fields);
                case Opcode.CHUNK_INDEX -> chunks.add(chunk(fields));
                case Opcode.METADATA_INDEX -> {
                    long position = fields.positiveLong();
                    fields.positiveLong();
                    metadataAt.put(fields.text(), position);
                }
                default -> {} // not needed here
            }
        }
    }

    private void channel(McapFields fields) {
        int id = fields.unsignedShort();
        String schema = schemaNames.getOrDefault(fields.unsignedShort(), "");
        String topic = fields.text();
        channels.put(topic, new Channel(id, topic, schema));
    }

    private void statistics(McapFields fields) {
        fields.positiveLong();
        fields.unsignedShort();
        for (int i = 0; i < 4; i++) {
            fields.unsignedInt();
        }
        firstTime = fields.positiveLong();
        lastTime = fields.positiveLong();
        McapFields counts = new McapFields(fields.bytes(fields.unsignedInt()));
        while (counts.hasMore()) {
            messagesOf.put(counts.unsignedShort(), counts.positiveLong());
        }
    }

    private static Chunk chunk(McapFields fields) {
        fields.positiveLong();
        fields.positiveLong();
        long position = fields.positiveLong();
        fields.positiveLong();
        McapFields offsets = new McapFields(fields.bytes(fields.unsignedInt()));
        Map<Integer, Long> indexAt = new LinkedHashMap<>();
        while (offsets.hasMore()) {
            indexAt.put(offsets.unsignedShort(), offsets.positiveLong());
        }
        fields.positiveLong();
        return new Chunk(position, fields.text(), fields.positiveLong(), fields.positiveLong(), indexAt);
    }

    /** Of the first message by time, Unix nanoseconds; 0 without messages, or if the file does not say. */
    public long firstTime() {
        return firstTime;
    }

    /** Of the last one. */
    public long lastTime() {
        return lastTime;
    }

    /** Every topic. */
    public List<Channel> channels() {
        return List.copyOf(channels.values());
    }

    /** A topic by its name. */
    public Optional<Channel> channel(String topic) {
        return Optional.ofNullable(channels.get(topic));
    }

    /** Messages of a topic; 0 if the file does not count. */
    public long messages(Channel channel) {
        return messagesOf.getOrDefault(channel.id(), 0L);
    }

    /** A metadata record's values; empty if there is none of that name. */
    public Map<String, String> metadata(String name) throws IOException {
        Long position = metadataAt.get(name);
        if (position == null) {
            return Map.of();
        }
        McapInput.RecordAt at = file.recordAt(position, file.size());
        if (at.opcode() != Opcode.METADATA) {
            throw new MalformedMcapException("a metadata index that leads elsewhere");
        }
        McapFields fields = new McapFields(file.content(at));
        fields.text();
        return fields.textMap();
    }

    /** Where a topic's messages are, in the order of the file. */
    public List<Entry> entries(Channel channel) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Chunk chunk : chunks) {
            Long position = chunk.indexAt().get(channel.id());
            if (position != null) {
                entries(chunk, channel, position, entries);
            }
        }
        return entries;
    }

    private void entries(Chunk chunk, Channel channel, long position, List<Entry> entries) throws IOException {
        McapInput.RecordAt at = file.recordAt(position, file.size());
        McapFields fields = new McapFields(file.content(at));
        if (at.opcode() != Opcode.MESSAGE_INDEX || fields.unsignedShort() != channel.id()) {
            throw new MalformedMcapException("a chunk index that leads elsewhere");
        }
        McapFields pairs = new McapFields(fields.bytes(fields.unsignedInt()));
        while (pairs.hasMore()) {
            entries.add(new Entry(chunk, pairs.positiveLong(), pairs.positiveLong()));
        }
    }

    /** A message's data; of a chunk that is not compressed nothing else is read. */
    public byte[] message(Entry entry) throws IOException {
        Chunk chunk = entry.chunk();
        if (chunk.compression().isEmpty()) {
            long records = chunk.position() + CHUNK_HEAD_BYTES;
            McapInput.RecordAt at = file.recordAt(records + entry.offset(), records + chunk.packedBytes());
            return data(at.opcode(), file.content(at));
        }
        if (!chunk.equals(unpackedChunk)) {
            McapInput.RecordAt at = file.recordAt(chunk.position(), file.size());
            unpacked = PackedChunk.read(file.content(at)).unpacked(codec);
            unpackedChunk = chunk;
        }
        if (entry.offset() >= unpacked.length) {
            throw new MalformedMcapException("a message index that leads elsewhere");
        }
        int from = (int) entry.offset();
        McapFields fields = new McapFields(Arrays.copyOfRange(unpacked, from, unpacked.length));
        return data(fields.unsignedByte(), fields.bytes(fields.positiveLong()));
    }

    private static byte[] data(int opcode, byte[] content) {
        if (opcode != Opcode.MESSAGE || content.length < MESSAGE_HEAD_BYTES) {
            throw new MalformedMcapException("a message index that leads elsewhere");
        }
        return Arrays.copyOfRange(content, MESSAGE_HEAD_BYTES, content.length);
    }
}
