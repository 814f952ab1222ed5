package robotaxi.contracts.mcap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Makes a sound file of one that was cut off or damaged: every chunk, message, metadata record and attachment that is whole and has
 * the checksum that it says. Indexes, summary and checksums are made anew.
 */
public final class McapRecovery {
    private final McapInput torn;
    private final ChunkCodec codec;
    private final McapOutput sound;
    private final Set<Integer> schemas = new HashSet<>();
    private final Set<Integer> channels = new HashSet<>();
    private final McapOutput.ChunkContent content = new McapOutput.ChunkContent();
    private int chunks;
    private int damaged;
    private long messages;
    private long lastTime;
    private String reason = "";
    private long lost;

    /**
     * What came of it.
     *
     * @param chunks kept
     * @param messages kept
     * @param damagedRecords whole by their length, but not by their checksum or their content
     * @param lostBytes of the file that went nowhere, indexes and summary not counted
     * @param lastTime of a message that was kept, Unix nanoseconds; 0 without any
     * @param reason why it ends where it ends; empty if its data was whole
     */
    public record Outcome(int chunks, long messages, int damagedRecords, long lostBytes, long lastTime, String reason) {
        /** Whether nothing was missing. */
        public boolean isWhole() {
            return reason.isEmpty() && damagedRecords == 0;
        }
    }

    private McapRecovery(McapInput torn, ChunkCodec codec, OutputStream sound) {
        this.torn = torn;
        this.codec = codec;
        this.sound = new McapOutput(sound, McapLayout.FULL);
    }

    /**
     * Writes the sound file. One that lacks something says so in a metadata record {@code recovery}.
     *
     * @param about what is to stand there too, such as the hash of the torn file
     * @throws MalformedMcapException if it does not even begin as a recording
     */
    public static Outcome recover(
            SeekableByteChannel torn, ChunkCodec codec, OutputStream sound, Map<String, String> about)
            throws IOException {
        return new McapRecovery(new McapInput(torn), codec, sound).run(about);
    }

    private Outcome run(Map<String, String> about) throws IOException {
        if (torn.size() < Opcode.MAGIC_BYTES || !Opcode.isMagic(torn.bytes(0, Opcode.MAGIC_BYTES))) {
            throw new MalformedMcapException("it does not begin as a recording");
        }
        long position = begin();
        while (reason.isEmpty()) {
            McapInput.RecordAt at;
            byte[] bytes;
            try {
                at = torn.recordAt(position, torn.size());
                bytes = torn.content(at);
            } catch (MalformedMcapException e) {
                reason = String.valueOf(e.getMessage());
                lost += torn.size() - position;
                break;
            }
            if (at.opcode() == Opcode.DATA_END) {
                break;
            }
            if (!keep(at.opcode(), bytes)) {
                damaged++;
                lost += at.end() - position;
            }
            position = at.end();
        }
        var outcome = new Outcome(chunks, messages, damaged, lost, lastTime, reason);
        if (!outcome.isWhole()) {
            Map<String, String> recovery = new LinkedHashMap<>(about);
            recovery.put("reason", reason);
            recovery.put("damaged_records", Integer.toString(damaged));
            recovery.put("lost_bytes", Long.toString(lost));
            sound.metadata("recovery", recovery);
        }
        sound.finish();
        return outcome;
    }

    /** Answers where the records begin that follow the header. */
    private long begin() throws IOException {
        try {
            McapInput.RecordAt at = torn.recordAt(Opcode.MAGIC_BYTES, torn.size());
            if (at.opcode() == Opcode.HEADER) {
                McapFields header = new McapFields(torn.content(at));
                sound.begin(header.text(), header.text());
                return at.end();
            }
        } catch (MalformedMcapException | BufferUnderflowException _) {
            // What follows says the same.
        }
        sound.begin("", "");
        return Opcode.MAGIC_BYTES;
    }

    /** False for a record that is not sound. */
    private boolean keep(int opcode, byte[] bytes) throws IOException {
        try {
            switch (opcode) {
                case Opcode.CHUNK -> chunk(PackedChunk.read(bytes));
                case Opcode.SCHEMA, Opcode.CHANNEL, Opcode.MESSAGE -> unchunked(opcode, bytes);
                case Opcode.METADATA -> {
                    McapFields fields = new McapFields(bytes);
                    sound.metadata(fields.text(), fields.textMap());
                }
                case Opcode.ATTACHMENT -> sound.attachment(attachment(bytes));
                default -> {} // indexes are made anew
            }
            return true;
        } catch (MalformedMcapException | BufferUnderflowException _) {
            return false;
        }
    }

    private static McapAttachment attachment(byte[] bytes) {
        McapFields fields = new McapFields(bytes);
        var attachment = new McapAttachment(
                fields.positiveLong(),
                fields.positiveLong(),
                fields.text(),
                fields.text(),
                fields.bytes(fields.positiveLong()));
        var crc = new CRC32();
        crc.update(bytes, 0, fields.position());
        int expected = (int) fields.unsignedInt();
        if (expected != 0 && expected != (int) crc.getValue()) {
            throw new MalformedMcapException("an attachment is damaged");
        }
        return attachment;
    }

    /** Written outside of chunks: in one of its own, so that readers by index find it. */
    private void unchunked(int opcode, byte[] bytes) throws IOException {
        var record = new LittleEndian(bytes.length + Opcode.PREFIX_BYTES);
        int begun = record.begin(opcode);
        record.raw(bytes).end(begun);
        byte[] records = record.toBytes();
        var crc = new CRC32();
        crc.update(records);
        chunk(new PackedChunk(records.length, (int) crc.getValue(), "", records));
    }

    private void chunk(PackedChunk chunk) throws IOException {
        byte[] records = chunk.unpacked(codec);
        content.clear();
        Walk walk = new Walk();
        McapFields inside = new McapFields(records);
        while (inside.hasMore()) {
            int offset = inside.position();
            int opcode = inside.unsignedByte();
            walk.record(opcode, offset, inside.bytes(inside.positiveLong()));
        }
        walk.accept();
        var crc = new CRC32();
        crc.update(records);
        var packed = new LittleEndian(chunk.packed().length).raw(chunk.packed());
        sound.chunk(chunk.compression(), chunk.unpackedBytes(), (int) crc.getValue(), packed, content);
        chunks++;
    }

    /** What a chunk declares and holds; it counts once all of it was read. */
    private final class Walk {
        private final List<Runnable> found = new ArrayList<>();
        private final Set<Integer> channelsHere = new HashSet<>(channels);

        void record(int opcode, int offset, byte[] bytes) {
            McapFields fields = new McapFields(bytes);
            switch (opcode) {
                case Opcode.SCHEMA -> {
                    int id = fields.unsignedShort();
                    String name = fields.text();
                    String encoding = fields.text();
                    byte[] data = fields.bytes(fields.unsignedInt());
                    found.add(() -> {
                        if (schemas.add(id)) {
                            sound.rememberSchema(id, name, encoding, data);
                        }
                    });
                }
                case Opcode.CHANNEL -> {
                    int id = fields.unsignedShort();
                    int schema = fields.unsignedShort();
                    String topic = fields.text();
                    String encoding = fields.text();
                    var metadata = fields.textMap();
                    channelsHere.add(id);
                    found.add(() -> {
                        if (channels.add(id)) {
                            sound.rememberChannel(id, schema, topic, encoding, metadata);
                        }
                    });
                }
                case Opcode.MESSAGE -> {
                    int channel = fields.unsignedShort();
                    fields.unsignedInt();
                    long time = fields.positiveLong();
                    fields.positiveLong();
                    if (!channelsHere.contains(channel)) {
                        throw new MalformedMcapException("a message of no channel");
                    }
                    found.add(() -> {
                        content.message(channel, time, offset);
                        sound.counted(channel, time);
                        messages++;
                        lastTime = Math.max(lastTime, time);
                    });
                }
                default -> {} // what later versions add
            }
        }

        void accept() {
            found.forEach(Runnable::run);
        }
    }
}
