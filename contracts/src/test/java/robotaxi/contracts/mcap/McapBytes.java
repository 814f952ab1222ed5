package robotaxi.contracts.mcap;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Writes small recordings for tests, by the letter of the specification. */
public final class McapBytes {
    private static final byte[] MAGIC = HexFormat.of().parseHex("894d434150300d0a");

    private final ByteArrayOutputStream records = new ByteArrayOutputStream();
    private int channels;

    /** Adds a schema and a channel. Answers the channel's id. */
    public int channel(String topic, String schema) {
        int id = ++channels;
        record(
                records,
                0x03,
                fields -> fields.putShort((short) id),
                text(schema),
                text("protobuf"),
                bytes32(new byte[0]));
        record(
                records,
                0x04,
                fields -> fields.putShort((short) id).putShort((short) id),
                text(topic),
                text("protobuf"),
                bytes32(new byte[0]));
        return id;
    }

    /** Adds a message. */
    public McapBytes message(int channel, long timeNanos, byte[] data) {
        record(
                records,
                0x05,
                fields -> fields.putShort((short) channel)
                        .putInt(0)
                        .putLong(timeNanos)
                        .putLong(timeNanos),
                data);
        return this;
    }

    /** The recording, all records in one chunk. */
    public byte[] file(boolean zstd) {
        byte[] plain = records.toByteArray();
        byte[] packed = zstd ? Zstd.compress(plain) : plain;
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(MAGIC);
        record(data, 0x01, fields -> fields, text(""), text("test"));
        record(
                data,
                0x06,
                fields -> fields.putLong(0).putLong(0).putLong(plain.length).putInt(crc(plain)),
                text(zstd ? "zstd" : ""),
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(packed.length)
                        .array(),
                packed);
        int dataCrc = crc(data.toByteArray());
        record(data, 0x0F, fields -> fields.putInt(dataCrc));
        record(data, 0x02, fields -> fields.putLong(0).putLong(0).putInt(0));
        data.writeBytes(MAGIC);
        return data.toByteArray();
    }

    private interface Fixed {
        ByteBuffer put(ByteBuffer fields);
    }

    private static void record(ByteArrayOutputStream out, int opcode, Fixed fixed, byte[]... parts) {
        ByteBuffer head = fixed.put(ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN))
                .flip();
        long length = head.remaining();
        for (byte[] part : parts) {
            length += part.length;
        }
        out.write(opcode);
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array());
        out.write(head.array(), 0, head.remaining());
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
    }

    private static byte[] text(String text) {
        return bytes32(text.getBytes(UTF_8));
    }

    private static byte[] bytes32(byte[] bytes) {
        return ByteBuffer.allocate(4 + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
