package robotaxi.contracts.mcap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;

/** Bytes that grow, and fields as MCAP writes them into these. */
final class LittleEndian {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int size;

    LittleEndian(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    private int grow(int more) {
        int at = size;
        size = Math.addExact(size, more);
        if (size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size, bytes.length + (bytes.length >> 1)));
        }
        return at;
    }

    LittleEndian u8(int value) {
        int at = grow(1);
        bytes[at] = (byte) value;
        return this;
    }

    LittleEndian u16(int value) {
        int at = grow(2);
        SHORT.set(bytes, at, (short) value);
        return this;
    }

    LittleEndian u32(long value) {
        int at = grow(4);
        INT.set(bytes, at, (int) value);
        return this;
    }

    LittleEndian u64(long value) {
        int at = grow(8);
        LONG.set(bytes, at, value);
        return this;
    }

    LittleEndian raw(byte[] other) {
        return raw(other, 0, other.length);
    }

    LittleEndian raw(byte[] other, int from, int length) {
        int at = grow(length);
        System.arraycopy(other, from, bytes, at, length);
        return this;
    }

    LittleEndian append(LittleEndian other) {
        return raw(other.bytes, 0, other.size);
    }

    LittleEndian text(String text) {
        return bytes32(text.getBytes(UTF_8));
    }

    LittleEndian bytes32(byte[] other) {
        return u32(other.length).raw(other);
    }

    LittleEndian bytes64(byte[] other) {
        return u64(other.length).raw(other);
    }

    LittleEndian texts(Map<String, String> map) {
        int length = grow(4);
        map.forEach((key, value) -> text(key).text(value));
        INT.set(bytes, length, size - length - 4);
        return this;
    }

    /** Begins a record; answers what {@link #end} wants. */
    int begin(int opcode) {
        u8(opcode);
        return grow(8);
    }

    /** Ends a record: its length is known now. */
    void end(int begun) {
        LONG.set(bytes, begun, (long) size - begun - 8);
    }

    /** The same of a record of which so many bytes follow from elsewhere. */
    void endWith(int begun, long following) {
        LONG.set(bytes, begun, size - begun - 8 + following);
    }

    void addTo(CRC32 crc) {
        crc.update(bytes, 0, size);
    }

    void addTo(CRC32 crc, int from) {
        crc.update(bytes, from, size - from);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
