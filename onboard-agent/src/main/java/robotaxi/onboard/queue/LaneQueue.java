package robotaxi.onboard.queue;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One lane's records on disk. A record gets the next sequence when it is added, stays until it is acknowledged, and its
 * sequence is never given out again, not even after a power cut.
 */
public final class LaneQueue implements Closeable {
    /** Sequences that a lane without sync sets aside at once, so that none of them can be used twice. */
    private static final int RESERVED_AHEAD = 1000;

    private static final int SEQUENCE_BYTES = 8;

    private final Path folder;
    private final QueueLimits limits;
    private final TreeMap<Long, RecordFile> segments = new TreeMap<>();
    private final TreeMap<Long, Long> positions = new TreeMap<>();
    private long lastSequence;
    private long acknowledged;
    private long reservedUpTo;
    private long dropped;

    /** A record as it was added. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Entry(long sequence, byte[] body) {}

    /** Makes a record's bytes once its sequence is known. */
    public interface Body {
        /** The bytes. */
        byte[] at(long sequence);
    }

    private LaneQueue(Path folder, QueueLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** Opens the queue of a folder, repairing what a power cut left. */
    public static LaneQueue open(Path folder, QueueLimits limits) throws IOException {
        LaneQueue queue = new LaneQueue(folder, limits);
        Files.createDirectories(folder);
        queue.load();
        return queue;
    }

    private void load() throws IOException {
        for (long first : segmentStarts()) {
            lastSequence = Math.max(lastSequence, first - 1);
            RecordFile file = RecordFile.open(segmentPath(first), (position, payload) -> {
                lastSequence = ByteBuffer.wrap(payload).getLong();
                positions.put(lastSequence, position);
            });
            segments.put(first, file);
        }
        if (!limits.syncs()) {
            lastSequence = Math.max(lastSequence, readReserved());
        }
        if (segments.isEmpty()) {
            startSegment();
        }
        acknowledged = positions.isEmpty() ? lastSequence : positions.firstKey() - 1;
    }

    /** Adds a record. With syncing limits it is safe when this returns. */
    public synchronized long append(Body body) {
        try {
            makeRoom();
            long sequence = lastSequence + 1;
            reserve(sequence);
            byte[] bytes = body.at(sequence);
            ByteBuffer payload = ByteBuffer.allocate(SEQUENCE_BYTES + bytes.length);
            payload.putLong(sequence).put(bytes);
            RecordFile file = segments.lastEntry().getValue();
            long position = file.append(payload.array());
            if (limits.syncs()) {
                file.force();
            }
            positions.put(sequence, position);
            lastSequence = sequence;
            return sequence;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first record after a sequence, if there is one. */
    public synchronized Optional<Entry> next(long afterSequence) {
        var found = positions.higherEntry(afterSequence);
        if (found == null) {
            return Optional.empty();
        }
        try {
            byte[] payload = segments.floorEntry(found.getKey()).getValue().read(found.getValue());
            byte[] body = java.util.Arrays.copyOfRange(payload, SEQUENCE_BYTES, payload.length);
            return Optional.of(new Entry(found.getKey(), body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything up to the sequence is safe elsewhere and may go. */
    public synchronized void acknowledge(long upTo) {
        if (upTo <= acknowledged) {
            return;
        }
        acknowledged = Math.min(upTo, lastSequence);
        positions.headMap(acknowledged, true).clear();
        try {
            if (positions.isEmpty() && segments.lastEntry().getValue().size() >= limits.segmentBytes() / 4) {
                startSegment();
            }
            while (segments.size() > 1 && segments.higherKey(segments.firstKey()) <= acknowledged + 1) {
                deleteOldest();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Newest sequence ever given out. */
    public synchronized long lastSequence() {
        return lastSequence;
    }

    /** Oldest sequence still on disk, 0 if none. */
    public synchronized long oldestKeptSequence() {
        return positions.isEmpty() ? 0 : positions.firstKey();
    }

    /** Records that went unacknowledged because the queue was full. */
    public synchronized long dropped() {
        return dropped;
    }

    private void makeRoom() throws IOException {
        if (segments.lastEntry().getValue().size() >= limits.segmentBytes()) {
            startSegment();
        }
        long bytes = segments.values().stream().mapToLong(RecordFile::size).sum();
        if (bytes < limits.maxBytes()) {
            return;
        }
        if (!limits.dropsOldest()) {
            throw new QueueFullException(bytes);
        }
        if (segments.size() > 1) {
            var gone = positions.headMap(segments.higherKey(segments.firstKey()), false);
            dropped += gone.size();
            gone.clear();
            deleteOldest();
        }
    }

    private void startSegment() throws IOException {
        long first = lastSequence + 1;
        segments.put(first, RecordFile.open(segmentPath(first), (position, payload) -> {}));
        if (limits.syncs()) {
            syncFolder();
        }
    }

    private void deleteOldest() throws IOException {
        var oldest = segments.pollFirstEntry();
        oldest.getValue().close();
        Files.delete(segmentPath(oldest.getKey()));
    }

    private void reserve(long sequence) throws IOException {
        if (limits.syncs() || sequence <= reservedUpTo) {
            return;
        }
        reservedUpTo = sequence + RESERVED_AHEAD;
        try (FileChannel channel =
                FileChannel.open(reservedPath(), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            channel.write(ByteBuffer.allocate(8).putLong(reservedUpTo).flip(), 0);
            channel.force(true);
        }
    }

    private long readReserved() throws IOException {
        if (!Files.exists(reservedPath()) || Files.size(reservedPath()) < 8) {
            return 0;
        }
        return ByteBuffer.wrap(Files.readAllBytes(reservedPath())).getLong();
    }

    private List<Long> segmentStarts() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".segment"))
                    .map(name -> Long.valueOf(name.substring(0, name.indexOf('.'))))
                    .sorted()
                    .toList();
        }
    }

    private Path segmentPath(long first) {
        return folder.resolve(String.format("%019d.segment", first));
    }

    private Path reservedPath() {
        return folder.resolve("reserved");
    }

    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (RecordFile file : segments.values()) {
            file.close();
        }
    }
}
