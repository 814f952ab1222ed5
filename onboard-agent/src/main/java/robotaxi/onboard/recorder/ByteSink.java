package robotaxi.onboard.recorder;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Little-endian fields as MCAP writes them. */
final class ByteSink {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ByteSink u8(int value) {
        out.write(value);
        return this;
    }

    ByteSink u16(int value) {
        return u8(value & 0xff).u8((value >> 8) & 0xff);
    }

    ByteSink u32(long value) {
        return u16((int) (value & 0xffff)).u16((int) ((value >> 16) & 0xffff));
    }

    ByteSink u64(long value) {
        return u32(value & 0xffffffffL).u32((value >>> 32) & 0xffffffffL);
    }

    ByteSink raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    ByteSink text(String text) {
        return bytes32(text.getBytes(StandardCharsets.UTF_8));
    }

    ByteSink bytes32(byte[] bytes) {
        return u32(bytes.length).raw(bytes);
    }

    ByteSink bytes64(byte[] bytes) {
        return u64(bytes.length).raw(bytes);
    }

    ByteSink texts(Map<String, String> map) {
        ByteSink inner = new ByteSink();
        map.forEach((key, value) -> inner.text(key).text(value));
        return bytes32(inner.toBytes());
    }

    int size() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
