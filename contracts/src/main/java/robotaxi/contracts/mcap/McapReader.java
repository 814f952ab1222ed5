package robotaxi.contracts.mcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Reads a file from its first record to its last and trusts nothing in it: lengths are held against the file, checksums are
 * checked where the writer set them. It needs no index, and holds one record at a time.
 */
public final class McapReader {
    private final McapInput file;
    private final ChunkCodec codec;
    private final McapVisitor visitor;
    private final Map<Integer, String> schemaNames = new HashMap<>();
    private final Map<Integer, Source> channels = new HashMap<>();

    private record Source(String topic, String schema) {}

    private McapReader(McapInput file, ChunkCodec codec, McapVisitor visitor) {
        this.file = file;
        this.codec = codec;
        this.visitor = visitor;
    }

    /**
     * Shows everything before the summary to the visitor.
     *
     * @throws MalformedMcapException where the file breaks the format; what was shown before is sound
     */
    public static void read(SeekableByteChannel file, ChunkCodec codec, McapVisitor visitor) throws IOException {
        new McapReader(new McapInput(file), codec, visitor).read();
    }

    private void read() throws IOException {
        long end = file.footer().position();
        var crc = new CRC32();
        crc.update(Opcode.magic());
        long position = Opcode.MAGIC_BYTES;
        while (position < end) {
            McapInput.RecordAt at = file.recordAt(position, end);
            byte[] content = file.content(at);
            if (at.opcode() == Opcode.DATA_END) {
                requireDataCrc(content, crc);
                return;
            }
            crc.update(prefix(at));
            crc.update(content);
            McapFields.orMalformed(() -> record(at.opcode(), content));
            position = at.end();
        }
        throw new MalformedMcapException("its data has no end");
    }

    private static byte[] prefix(McapInput.RecordAt at) {
        return ByteBuffer.allocate(Opcode.PREFIX_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) at.opcode())
                .putLong(at.length())
                .array();
    }

    private static void requireDataCrc(byte[] dataEnd, CRC32 crc) {
        int expected = (int) new McapFields(dataEnd).unsignedInt();
        if (expected != 0 && expected != (int) crc.getValue()) {
            throw new MalformedMcapException("its data is damaged");
        }
    }

    private void record(int opcode, byte[] content) {
        McapFields fields = new McapFields(content);
        switch (opcode) {
            case Opcode.SCHEMA -> schemaNames.put(fields.unsignedShort(), fields.text());
            case Opcode.CHANNEL -> channel(fields);
            case Opcode.MESSAGE -> message(fields);
            case Opcode.CHUNK -> chunk(PackedChunk.read(content));
            case Opcode.METADATA -> visitor.metadata(fields.text(), fields.textMap());
            default -> {} // indexes and what later versions add: known by their length alone
        }
    }

    private void channel(McapFields fields) {
        int id = fields.unsignedShort();
        String schema = schemaNames.getOrDefault(fields.unsignedShort(), "");
        channels.put(id, new Source(fields.text(), schema));
    }

    private void message(McapFields fields) {
        Source source = channels.get(fields.unsignedShort());
        if (source == null) {
            throw new MalformedMcapException("a message of no channel");
        }
        fields.unsignedInt();
        long logTime = fields.positiveLong();
        fields.positiveLong();
        visitor.message(source.topic(), source.schema(), logTime, fields.rest());
    }

    private void chunk(PackedChunk chunk) {
        McapFields inside = new McapFields(chunk.unpacked(codec));
        while (inside.hasMore()) {
            int opcode = inside.unsignedByte();
            if (opcode == Opcode.CHUNK) {
                throw new MalformedMcapException("a chunk within a chunk");
            }
            record(opcode, inside.bytes(inside.positiveLong()));
        }
    }
}
