package robotaxi.onboard.queue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file that only grows, of records with length and CRC-32C. What a power cut tore off at its end is cut away when it is
 * opened; a record is either whole or gone.
 */
public final class RecordFile implements Closeable {
    private static final int HEADER_BYTES = 8;
    private static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

    private final FileChannel channel;
    private long end;

    private RecordFile(FileChannel channel) {
        this.channel = channel;
    }

    /** What is done with each record that is already there. */
    public interface Visitor {
        /** Called in the order of writing. */
        void record(long position, byte[] payload);
    }

    /** Opens or makes the file, shows every whole record and cuts a torn tail. */
    public static RecordFile open(Path path, Visitor visitor) throws IOException {
        RecordFile file = new RecordFile(
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE));
        file.repair(visitor);
        return file;
    }

    private void repair(Visitor visitor) throws IOException {
        long size = channel.size();
        while (end < size) {
            byte[] payload = readIfWhole(end, size);
            if (payload == null) {
                channel.truncate(end);
                channel.force(true);
                return;
            }
            visitor.record(end, payload);
            end += HEADER_BYTES + payload.length;
        }
    }

    private byte @org.jspecify.annotations.Nullable [] readIfWhole(long position, long size) throws IOException {
        if (position + HEADER_BYTES > size) {
            return null;
        }
        ByteBuffer header = readFully(position, HEADER_BYTES);
        int length = header.getInt();
        int crc = header.getInt();
        if (length < 0 || length > MAX_RECORD_BYTES || position + HEADER_BYTES + length > size) {
            return null;
        }
        byte[] payload = readFully(position + HEADER_BYTES, length).array();
        return crc(payload) == crc ? payload : null;
    }

    /** Adds a record and answers its position. It is not safe before {@link #force}. */
    public long append(byte[] payload) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + payload.length);
        buffer.putInt(payload.length).putInt(crc(payload)).put(payload).flip();
        long position = end;
        while (buffer.hasRemaining()) {
            end += channel.write(buffer, end);
        }
        return position;
    }

    /** Waits until all that was added is on the disk. */
    public void force() throws IOException {
        channel.force(false);
    }

    /** The record at a position that {@link #append} or the visitor gave. */
    public byte[] read(long position) throws IOException {
        byte[] payload = readIfWhole(position, end);
        if (payload == null) {
            throw new IOException("no whole record at " + position);
        }
        return payload;
    }

    /** Bytes in the file. */
    public long size() {
        return end;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private ByteBuffer readFully(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("file ends early");
            }
        }
        return buffer.flip();
    }

    // The length is part of the sum: a run of zeros must not pass for an empty record.
    private static int crc(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(4).putInt(payload.length).flip());
        crc.update(payload);
        return (int) crc.getValue();
    }
}
