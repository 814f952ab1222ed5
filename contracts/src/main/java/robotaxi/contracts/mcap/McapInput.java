package robotaxi.contracts.mcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32;

/** Pieces of a file, none of which is longer than the file says and memory bears. */
final class McapInput {
    private static final int LONGEST_RECORD_BYTES = 64 * 1024 * 1024;

    private final SeekableByteChannel file;
    private final long size;

    McapInput(SeekableByteChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    /** A record's place and kind; its content is read by {@link McapInput#content}. */
    record RecordAt(int opcode, long position, long length) {
        long contentPosition() {
            return position + Opcode.PREFIX_BYTES;
        }

        long end() {
            return contentPosition() + length;
        }
    }

    long size() {
        return size;
    }

    /** What stands there; refuses one that goes beyond {@code end}. */
    RecordAt recordAt(long position, long end) throws IOException {
        if (position < 0 || position + Opcode.PREFIX_BYTES > end) {
            throw new MalformedMcapException("it ends in the middle of a record");
        }
        byte[] prefix = bytes(position, Opcode.PREFIX_BYTES);
        long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong(1);
        if (length < 0 || length > end - position - Opcode.PREFIX_BYTES) {
            throw new MalformedMcapException("a record is longer than the file");
        }
        return new RecordAt(prefix[0] & 0xff, position, length);
    }

    byte[] content(RecordAt at) throws IOException {
        return bytes(at.contentPosition(), checkedLength(at.length()));
    }

    byte[] bytes(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        file.position(position);
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                throw new MalformedMcapException("it ends in the middle of a record");
            }
        }
        return buffer.array();
    }

    static int checkedLength(long length) {
        if (length < 0 || length > LONGEST_RECORD_BYTES) {
            throw new MalformedMcapException("a record of " + length + " bytes");
        }
        return (int) length;
    }

    static void requireCrc(byte[] bytes, int expected, String otherwise) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if ((int) crc.getValue() != expected) {
            throw new MalformedMcapException(otherwise);
        }
    }

    /** The footer, checked with the summary that it speaks of. */
    Footer footer() throws IOException {
        long position = size - Opcode.MAGIC_BYTES - Opcode.FOOTER_BYTES;
        if (position < Opcode.MAGIC_BYTES) {
            throw new MalformedMcapException("too short for a recording");
        }
        requireMagic(0, "it does not begin as a recording");
        requireMagic(size - Opcode.MAGIC_BYTES, "it does not end as a recording: cut off");
        byte[] bytes = bytes(position, Opcode.FOOTER_BYTES);
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes[0] != Opcode.FOOTER || fields.getLong(1) != Opcode.FOOTER_BYTES - Opcode.PREFIX_BYTES) {
            throw new MalformedMcapException("it has no footer");
        }
        long start = fields.getLong(Opcode.PREFIX_BYTES);
        int crc = fields.getInt(Opcode.FOOTER_BYTES - Integer.BYTES);
        if (start < 0 || start > position) {
            throw new MalformedMcapException("its summary lies outside of it");
        }
        long from = start == 0 ? position : start;
        byte[] summary = bytes(from, checkedLength(position + Opcode.FOOTER_BYTES - Integer.BYTES - from));
        if (crc != 0) {
            requireCrc(summary, crc, "its summary is damaged");
        }
        return new Footer(position, start, summary);
    }

    private void requireMagic(long position, String otherwise) throws IOException {
        if (!Opcode.isMagic(bytes(position, Opcode.MAGIC_BYTES))) {
            throw new MalformedMcapException(otherwise);
        }
    }

    /**
     * How a file ends.
     *
     * @param position of the footer
     * @param summaryStart 0 if it has no summary
     * @param summary its bytes, and the footer's but for the checksum
     */
    record Footer(long position, long summaryStart, byte[] summary) {}
}
