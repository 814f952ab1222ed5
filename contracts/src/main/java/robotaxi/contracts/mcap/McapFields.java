package robotaxi.contracts.mcap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the fields of one record; everything is little-endian. */
final class McapFields {
    private final ByteBuffer content;

    McapFields(byte[] bytes) {
        this.content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int unsignedByte() {
        return Byte.toUnsignedInt(checked().get());
    }

    int unsignedShort() {
        return Short.toUnsignedInt(checked().getShort());
    }

    long unsignedInt() {
        return Integer.toUnsignedLong(checked().getInt());
    }

    /** Lengths and times beyond 2^63 are no lengths and times. */
    long positiveLong() {
        long value = checked().getLong();
        if (value < 0) {
            throw new MalformedMcapException("a number beyond 2^63");
        }
        return value;
    }

    String text() {
        return new String(bytes(unsignedInt()), UTF_8);
    }

    Map<String, String> textMap() {
        McapFields entries = new McapFields(bytes(unsignedInt()));
        Map<String, String> map = new LinkedHashMap<>();
        while (entries.content.hasRemaining()) {
            if (map.put(entries.text(), entries.text()) != null) {
                throw new MalformedMcapException("a map has a key twice");
            }
        }
        return map;
    }

    byte[] bytes(long length) {
        if (length > content.remaining()) {
            throw new MalformedMcapException("a field is longer than its record");
        }
        byte[] bytes = new byte[(int) length];
        content.get(bytes);
        return bytes;
    }

    byte[] rest() {
        return bytes(content.remaining());
    }

    /** Bytes read so far. */
    int position() {
        return content.position();
    }

    boolean hasMore() {
        return content.hasRemaining();
    }

    private ByteBuffer checked() {
        if (content.remaining() == 0) {
            throw new MalformedMcapException("a record ends too early");
        }
        return content;
    }

    /** Runs a read and turns the end of the bytes into our own error. */
    static void orMalformed(Runnable read) {
        try {
            read.run();
        } catch (BufferUnderflowException _) {
            throw new MalformedMcapException("a record ends too early");
        }
    }
}
