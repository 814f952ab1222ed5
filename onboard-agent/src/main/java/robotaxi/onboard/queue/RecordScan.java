package robotaxi.onboard.queue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How a record lies in a file: its length, a CRC-32C over length and payload, the payload. Bytes that are no whole record are
 * damage; reading goes on at the next offset where a whole record stands.
 */
final class RecordScan {
    static final int HEADER_BYTES = 8;
    static final int MAX_PAYLOAD_BYTES = 16 * 1024 * 1024;

    private RecordScan() {}

    /** Bytes from an offset up to, without, another. */
    record Span(int from, int to) {
        int length() {
            return to - from;
        }
    }

    /** The record as it is written. */
    static ByteBuffer frame(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + payload.length);
        frame.putInt(payload.length).putInt(crc(ByteBuffer.wrap(payload))).put(payload);
        return frame.flip();
    }

    /** Length of the payload of the record that stands whole at an offset, -1 if none does. */
    static int payloadLength(ByteBuffer bytes, int at) {
        if (at + HEADER_BYTES > bytes.limit()) {
            return -1;
        }
        int length = bytes.getInt(at);
        if (length < 0 || length > MAX_PAYLOAD_BYTES || length > bytes.limit() - at - HEADER_BYTES) {
            return -1;
        }
        return crc(bytes.slice(at + HEADER_BYTES, length)) == bytes.getInt(at + 4) ? length : -1;
    }

    /** What is no whole record, in order. */
    static List<Span> damage(ByteBuffer bytes) {
        List<Span> damage = new ArrayList<>();
        int at = 0;
        while (at < bytes.limit()) {
            int length = payloadLength(bytes, at);
            if (length < 0) {
                int next = nextWhole(bytes, at + 1);
                damage.add(new Span(at, next));
                at = next;
            } else {
                at += HEADER_BYTES + length;
            }
        }
        return damage;
    }

    private static int nextWhole(ByteBuffer bytes, int from) {
        int at = from;
        while (at < bytes.limit() && payloadLength(bytes, at) < 0) {
            at++;
        }
        return at;
    }

    // The length is part of the sum: a run of zeros must not pass for an empty record.
    private static int crc(ByteBuffer payload) {
        CRC32C crc = new CRC32C();
        crc.update(
                ByteBuffer.allocate(Integer.BYTES).putInt(payload.remaining()).flip());
        crc.update(payload);
        return (int) crc.getValue();
    }
}
