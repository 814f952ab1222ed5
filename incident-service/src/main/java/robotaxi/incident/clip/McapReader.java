package robotaxi.incident.clip;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Reads a recording from its first record to its last and trusts nothing in it: lengths are held against the file, checksums
 * are checked where the writer set them. It needs no index, and holds one record at a time.
 *
 * @see <a href="https://mcap.dev/spec">the MCAP specification</a>
 */
public final class McapReader {
    private static final byte[] MAGIC = HexFormat.of().parseHex("894d434150300d0a");
    private static final int RECORD_PREFIX_BYTES = 9;
    private static final int FOOTER_BYTES = 29;
    private static final int LONGEST_RECORD_BYTES = 64 * 1024 * 1024;

    private static final int FOOTER = 0x02;
    private static final int SCHEMA = 0x03;
    private static final int CHANNEL = 0x04;
    private static final int MESSAGE = 0x05;
    private static final int CHUNK = 0x06;
    private static final int METADATA = 0x0C;
    private static final int DATA_END = 0x0F;

    private final SeekableByteChannel file;
    private final ClipVisitor visitor;
    private final Map<Integer, String> schemaNames = new HashMap<>();
    private final Map<Integer, Source> channels = new HashMap<>();

    private record Source(String topic, String schema) {}

    private McapReader(SeekableByteChannel file, ClipVisitor visitor) {
        this.file = file;
        this.visitor = visitor;
    }

    /**
     * Shows everything before the summary to the visitor.
     *
     * @throws MalformedClipException where the file breaks the format; what was shown before is sound
     */
    public static void read(SeekableByteChannel file, ClipVisitor visitor) throws IOException {
        new McapReader(file, visitor).read();
    }

    private void read() throws IOException {
        long end = file.size() - MAGIC.length - FOOTER_BYTES;
        if (end < MAGIC.length) {
            throw new MalformedClipException("too short for a recording");
        }
        requireMagic(0, "it does not begin as a recording");
        requireMagic(file.size() - MAGIC.length, "it does not end as a recording: cut off");
        requireFooter(end);
        readData(end);
    }

    private void requireMagic(long position, String otherwise) throws IOException {
        if (!Arrays.equals(bytesAt(position, MAGIC.length), MAGIC)) {
            throw new MalformedClipException(otherwise);
        }
    }

    private void requireFooter(long position) throws IOException {
        byte[] footer = bytesAt(position, FOOTER_BYTES);
        ByteBuffer fields = ByteBuffer.wrap(footer).order(ByteOrder.LITTLE_ENDIAN);
        if (footer[0] != FOOTER || fields.getLong(1) != FOOTER_BYTES - RECORD_PREFIX_BYTES) {
            throw new MalformedClipException("it has no footer");
        }
        long summaryStart = fields.getLong(RECORD_PREFIX_BYTES);
        int expected = fields.getInt(FOOTER_BYTES - Integer.BYTES);
        if (summaryStart < 0 || summaryStart > position) {
            throw new MalformedClipException("its summary lies outside of it");
        }
        if (expected != 0) {
            long from = summaryStart == 0 ? position : summaryStart;
            int length = recordLength(position + FOOTER_BYTES - Integer.BYTES - from);
            requireCrc(bytesAt(from, length), expected, "its summary is damaged");
        }
    }

    private void readData(long end) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(MAGIC);
        long position = MAGIC.length;
        while (position < end) {
            byte[] prefix = bytesAt(position, RECORD_PREFIX_BYTES);
            int length = recordLength(
                    ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong(1));
            if (position + RECORD_PREFIX_BYTES + length > end) {
                throw new MalformedClipException("a record is longer than the file");
            }
            byte[] content = bytesAt(position + RECORD_PREFIX_BYTES, length);
            if (prefix[0] == DATA_END) {
                requireDataCrc(content, crc);
                return;
            }
            crc.update(prefix);
            crc.update(content);
            McapFields.orMalformed(() -> record(prefix[0], content));
            position += RECORD_PREFIX_BYTES + length;
        }
        throw new MalformedClipException("its data has no end");
    }

    private static void requireDataCrc(byte[] dataEnd, CRC32 crc) {
        int expected = (int) new McapFields(dataEnd).unsignedInt();
        if (expected != 0 && expected != (int) crc.getValue()) {
            throw new MalformedClipException("its data is damaged");
        }
    }

    private void record(int opcode, byte[] content) {
        McapFields fields = new McapFields(content);
        switch (opcode) {
            case SCHEMA -> schemaNames.put(fields.unsignedShort(), fields.text());
            case CHANNEL -> channel(fields);
            case MESSAGE -> message(fields);
            case CHUNK -> chunk(fields);
            case METADATA -> visitor.metadata(fields.text(), fields.textMap());
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
            throw new MalformedClipException("a message of no channel");
        }
        fields.unsignedInt();
        long logTime = fields.positiveLong();
        fields.positiveLong();
        visitor.message(source.topic(), source.schema(), logTime, fields.rest());
    }

    private void chunk(McapFields fields) {
        fields.positiveLong();
        fields.positiveLong();
        int length = recordLength(fields.positiveLong());
        int crc = (int) fields.unsignedInt();
        String compression = fields.text();
        byte[] records = unpacked(compression, fields.bytes(fields.positiveLong()), length);
        if (crc != 0) {
            requireCrc(records, crc, "a chunk is damaged");
        }
        McapFields inside = new McapFields(records);
        while (inside.hasMore()) {
            int opcode = inside.bytes(1)[0];
            if (opcode == CHUNK) {
                throw new MalformedClipException("a chunk within a chunk");
            }
            record(opcode, inside.bytes(inside.positiveLong()));
        }
    }

    private static byte[] unpacked(String compression, byte[] packed, int length) {
        return switch (compression) {
            case "" -> packed;
            case "zstd" -> {
                try {
                    byte[] bytes = Zstd.decompress(packed, length);
                    if (bytes.length != length) {
                        throw new MalformedClipException("a chunk has another length than it says");
                    }
                    yield bytes;
                } catch (ZstdException _) {
                    throw new MalformedClipException("a chunk cannot be unpacked");
                }
            }
            default -> throw new MalformedClipException("compression that our clips do not use: " + compression);
        };
    }

    private static void requireCrc(byte[] bytes, int expected, String otherwise) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if ((int) crc.getValue() != expected) {
            throw new MalformedClipException(otherwise);
        }
    }

    private static int recordLength(long length) {
        if (length < 0 || length > LONGEST_RECORD_BYTES) {
            throw new MalformedClipException("a record of " + length + " bytes");
        }
        return (int) length;
    }

    private byte[] bytesAt(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        file.position(position);
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                throw new MalformedClipException("it ends in the middle of a record");
            }
        }
        return buffer.array();
    }
}
