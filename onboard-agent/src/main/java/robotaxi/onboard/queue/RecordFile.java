package robotaxi.onboard.queue;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import robotaxi.onboard.queue.RecordScan.Span;

/**
 * A file that only grows, of records with length and CRC-32C. Opening it sets aside what is not a whole record: in the middle
 * (the disk lost bits) the whole records behind it are kept; at the end (a power cut tore it) it is cut before the next append.
 */
public final class RecordFile implements Closeable {
    private final Path path;
    private FileChannel channel;
    private long end;
    private int damagedRegions;
    private long tornBytes;

    private RecordFile(Path path) throws IOException {
        this.path = path;
        this.channel = openChannel();
    }

    /** What is done with each record that is already there. */
    public interface Visitor {
        /** Called in the order of writing. */
        void record(long position, byte[] payload);
    }

    /** Opens or makes the file, sets damage aside and shows every whole record. */
    public static RecordFile open(Path path, Quarantine quarantine, Visitor visitor) throws IOException {
        boolean isNew = Files.notExists(path);
        RecordFile file = new RecordFile(path);
        if (isNew) {
            Folders.sync(Objects.requireNonNull(path.toAbsolutePath().getParent()));
        }
        ByteBuffer bytes = file.readFully(0, Math.toIntExact(file.channel.size()));
        List<Span> damage = RecordScan.damage(bytes);
        for (Span span : damage) {
            quarantine.keep("damaged-" + path.getFileName() + "-" + span.from(), copy(bytes, span.from(), span.to()));
        }
        file.damagedRegions = damage.size();
        if (!damage.isEmpty() && damage.getLast().to() == bytes.limit()) {
            Span tail = damage.removeLast();
            file.tornBytes = tail.length();
        }
        if (!damage.isEmpty()) {
            bytes = file.rewriteWithout(damage, bytes);
        }
        file.end = bytes.limit() - file.tornBytes;
        file.show(bytes, visitor);
        return file;
    }

    private ByteBuffer rewriteWithout(List<Span> damage, ByteBuffer bytes) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.limit());
        int from = 0;
        for (Span span : damage) {
            kept.writeBytes(copy(bytes, from, span.from()));
            from = span.to();
        }
        kept.writeBytes(copy(bytes, from, bytes.limit()));
        channel.close();
        new SmallFile(path).write(kept.toByteArray());
        channel = openChannel();
        return ByteBuffer.wrap(kept.toByteArray());
    }

    private void show(ByteBuffer bytes, Visitor visitor) {
        int at = 0;
        while (at < end) {
            int next = at + RecordScan.HEADER_BYTES + bytes.getInt(at);
            visitor.record(at, copy(bytes, at + RecordScan.HEADER_BYTES, next));
            at = next;
        }
    }

    /**
     * Adds a record and answers its position. It is not safe before {@link #force}.
     *
     * @throws IOException if it could not be written; then the file is as it was
     */
    public long append(byte[] payload) throws IOException {
        cutTail();
        ByteBuffer frame = RecordScan.frame(payload);
        long position = end;
        while (frame.hasRemaining()) {
            try {
                channel.write(frame, position + frame.position());
            } catch (IOException e) {
                tornBytes = Math.max(1, frame.position());
                throw e;
            }
        }
        end = position + frame.limit();
        return position;
    }

    /** Cuts what a power cut or a failed append left behind the last whole record. */
    void cutTail() throws IOException {
        if (tornBytes > 0) {
            channel.truncate(end);
            channel.force(true);
            tornBytes = 0;
        }
    }

    /** Waits until all that was added is on the disk. */
    public void force() throws IOException {
        channel.force(false);
    }

    /** The record at a position that {@link #append} or the visitor gave. */
    public byte[] read(long position) throws IOException {
        int length = length(position);
        ByteBuffer frame = readFully(position, RecordScan.HEADER_BYTES + length);
        if (RecordScan.payloadLength(frame, 0) != length) {
            throw new DamagedRecordException(position);
        }
        return copy(frame, RecordScan.HEADER_BYTES, frame.limit());
    }

    /** Position behind the record at a position; the payload is not looked at. */
    long after(long position) throws IOException {
        return position + RecordScan.HEADER_BYTES + length(position);
    }

    private int length(long position) throws IOException {
        int length = position + RecordScan.HEADER_BYTES > end
                ? -1
                : readFully(position, Integer.BYTES).getInt();
        if (length < 0 || length > end - position - RecordScan.HEADER_BYTES) {
            throw new DamagedRecordException(position);
        }
        return length;
    }

    /** Bytes of whole records in the file. */
    public long size() {
        return end;
    }

    /** Places that were no whole record when the file was opened, a torn end among them. */
    public int damagedRegions() {
        return damagedRegions;
    }

    /** Bytes behind the last whole record that are no record. */
    long tornBytes() {
        return tornBytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private FileChannel openChannel() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    private ByteBuffer readFully(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new DamagedRecordException(position);
            }
        }
        return buffer.flip();
    }

    private static byte[] copy(ByteBuffer bytes, int from, int to) {
        byte[] copy = new byte[to - from];
        bytes.get(from, copy);
        return copy;
    }
}
