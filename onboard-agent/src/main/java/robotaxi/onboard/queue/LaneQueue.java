package robotaxi.onboard.queue;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import robotaxi.onboard.queue.GroupCommit.Written;

/**
 * One lane's records on disk. A record gets the next sequence when it is added, stays until it is acknowledged, and its
 * sequence is never given out again, not even after a power cut or when the disk lost it.
 *
 * <p>Sequences jump where records were dropped, where the disk damaged some, and after a power cut that tore a record which
 * nobody was told to be safe. Thread-safe.
 */
public final class LaneQueue implements Closeable {
    /** Sequences that a lane without sync sets aside at once, so that none of them can be used twice. */
    private static final int RESERVED_AHEAD = 1000;

    /** A disk with less than this left counts as full. */
    private static final long DISK_RESERVE_BYTES = 1 << 20;

    private static final int SMALLEST_RECORD_BYTES = Segment.sizeOf(new byte[0]);
    private static final int PROBE_BYTES = 64 * 1024;

    private final Path folder;
    private final QueueLimits limits;
    private final QueueBudget budget;
    private final Quarantine quarantine;
    private final SmallFile reserved;
    private final GroupCommit commit = new GroupCommit();
    private final TreeMap<Long, Segment> segments = new TreeMap<>();
    private final TreeSet<Long> setAside = new TreeSet<>();
    private long lastSequence;
    private long acknowledged;
    private long reservedUpTo;
    private long bytes;
    private long dropped;
    private long refused;
    private long damaged;
    private long quarantined;

    /** A record as it was added. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Entry(long sequence, byte[] body) {}

    /** Makes a record's bytes once its sequence is known. */
    public interface Body {
        /** The bytes. */
        byte[] at(long sequence);
    }

    /**
     * How full the queue is, and what became of records since it was opened.
     *
     * @param bytes on disk
     * @param records not acknowledged yet
     * @param dropped went unacknowledged because there was no room
     * @param refused appends that threw {@link RecordRefusedException}
     * @param damaged places on disk that were no record; one may have held several
     * @param quarantined records that the gateway refused for good
     */
    public record Fill(long bytes, long records, long dropped, long refused, long damaged, long quarantined) {}

    private LaneQueue(Path folder, QueueLimits limits, QueueBudget budget) {
        this.folder = folder;
        this.limits = limits;
        this.budget = budget;
        this.quarantine = new Quarantine(folder.resolve("quarantine"));
        this.reserved = new SmallFile(folder.resolve("reserved"));
    }

    /** Opens the queue of a folder with a budget of its own. */
    public static LaneQueue open(Path folder, QueueLimits limits) throws IOException {
        return open(folder, limits, new QueueBudget());
    }

    /** Opens the queue of a folder, setting aside what a power cut or the disk damaged. */
    public static LaneQueue open(Path folder, QueueLimits limits, QueueBudget budget) throws IOException {
        LaneQueue queue = new LaneQueue(folder, limits, budget);
        Folders.create(folder);
        synchronized (budget) {
            queue.load();
            budget.join(queue);
        }
        return queue;
    }

    private void load() throws IOException {
        long torn = 0;
        for (long floor : Segment.floors(folder)) {
            Segment segment = Segment.open(folder, floor, quarantine);
            segments.put(floor, segment);
            bytes += segment.bytes();
            damaged += segment.file().damagedRegions();
            torn = segment.file().tornBytes();
            lastSequence = Math.max(lastSequence, segment.last());
        }
        reservedUpTo = reserved.read()
                .map(content -> ByteBuffer.wrap(content).getLong())
                .orElse(0L);
        lastSequence = Math.max(lastSequence, reservedUpTo);
        if (torn > 0) {
            // Nobody can tell a torn record from one that the disk damaged after it was sent: no sequence that it may
            // have had
            // is used again. The new file's name keeps that before the tail is cut.
            lastSequence += torn / SMALLEST_RECORD_BYTES + 1;
        }
        if (limits.syncs() && !segments.isEmpty()) {
            // What a killed process wrote is here, but perhaps not on the disk.
            segments.lastEntry().getValue().file().force();
            Folders.sync(folder);
        }
        acknowledged = oldestSequence() == 0 ? lastSequence : oldestSequence() - 1;
        commit.safe(lastSequence);
        if (segments.isEmpty() || torn > 0) {
            startSegment();
        }
        for (Segment segment : segments.values()) {
            segment.file().cutTail();
        }
    }

    /**
     * Adds a record. With syncing limits it is safe when this returns.
     *
     * @throws RecordRefusedException if a lane that never drops has no room, or the disk failed. A lane that drops never throws:
     *     its sequence jumps
     */
    public long append(Body body) {
        long sequence;
        synchronized (budget) {
            sequence = limits.dropsOldest() ? writeOrDrop(body) : writeOrRefuse(body);
        }
        if (limits.syncs()) {
            makeSafe(sequence);
        }
        return sequence;
    }

    private long writeOrDrop(Body body) {
        long sequence = lastSequence + 1;
        try {
            reserve(sequence);
            if (!write(sequence, body.at(sequence))) {
                dropped++;
            }
        } catch (IOException e) {
            dropped++;
        }
        if (sequence <= reservedUpTo) {
            lastSequence = sequence;
        }
        return sequence;
    }

    private long writeOrRefuse(Body body) {
        long sequence = lastSequence + 1;
        try {
            if (!write(sequence, body.at(sequence))) {
                throw refuse("no room in " + folder.getFileName() + " at " + bytes + " bytes", null);
            }
        } catch (IOException e) {
            throw refuse("the disk failed for " + folder.getFileName(), e);
        }
        lastSequence = sequence;
        return sequence;
    }

    private RecordRefusedException refuse(String message, @Nullable Throwable cause) {
        refused++;
        return new RecordRefusedException(message, cause);
    }

    private boolean write(long sequence, byte[] body) throws IOException {
        int size = Segment.sizeOf(body);
        if (!budget.makeRoom(this, size)) {
            return false;
        }
        while (true) {
            try {
                newest().append(sequence, body);
                bytes += size;
                return true;
            } catch (IOException e) {
                if (!isDiskFull(size) || !budget.reclaim(this)) {
                    throw e;
                }
            }
        }
    }

    private boolean isDiskFull(long size) throws IOException {
        return Files.getFileStore(folder).getUsableSpace() < size + DISK_RESERVE_BYTES;
    }

    private Segment newest() throws IOException {
        if (segments.lastEntry().getValue().bytes() >= limits.segmentBytes()) {
            startSegment();
        }
        return segments.lastEntry().getValue();
    }

    private void makeSafe(long sequence) {
        try {
            commit.await(sequence, this::written);
        } catch (IOException e) {
            synchronized (budget) {
                throw refuse("the disk failed for " + folder.getFileName(), e);
            }
        }
    }

    private Written written() {
        synchronized (budget) {
            return new Written(lastSequence, segments.lastEntry().getValue().file());
        }
    }

    /** The first record after a sequence that is safe, neither acknowledged nor set aside, if there is one. */
    public Optional<Entry> next(long afterSequence) {
        synchronized (budget) {
            try {
                long after = Math.max(afterSequence, acknowledged);
                Optional<Entry> found = find(after);
                while (found.isPresent() && setAside.contains(found.get().sequence())) {
                    found = find(found.get().sequence());
                }
                return found.filter(entry -> !limits.syncs() || entry.sequence() <= commit.safeUpTo());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Optional<Entry> find(long after) throws IOException {
        Map.Entry<Long, Segment> at = segments.floorEntry(after + 1);
        if (at == null) {
            at = segments.firstEntry();
        }
        while (at != null) {
            Optional<Entry> entry = read(at.getValue(), after);
            if (entry.isPresent()) {
                return entry;
            }
            at = segments.higherEntry(at.getKey());
        }
        return Optional.empty();
    }

    private Optional<Entry> read(Segment segment, long after) throws IOException {
        try {
            return segment.next(after);
        } catch (DamagedRecordException e) {
            if (segment == segments.lastEntry().getValue()) {
                startSegment();
            }
            bytes -= segment.bytes();
            segment.mend();
            bytes += segment.bytes();
            damaged += segment.file().damagedRegions();
            return segment.next(after);
        }
    }

    /** Everything up to the sequence is safe elsewhere and may go. */
    public void acknowledge(long upTo) {
        synchronized (budget) {
            long reached = Math.max(acknowledged, Math.min(upTo, limits.syncs() ? commit.safeUpTo() : lastSequence));
            while (!setAside.isEmpty() && sequenceAfter(reached) == setAside.first()) {
                reached = setAside.removeFirst();
            }
            setAside.headSet(reached, true).clear();
            if (reached == acknowledged) {
                return;
            }
            acknowledged = reached;
            try {
                deleteAcknowledged();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void deleteAcknowledged() throws IOException {
        Segment newest = segments.lastEntry().getValue();
        if (newest.last() <= acknowledged && newest.bytes() >= limits.segmentBytes() / 4) {
            startSegment();
        }
        while (segments.size() > 1 && segments.firstEntry().getValue().last() <= acknowledged) {
            deleteOldest();
        }
    }

    /** The gateway never wants this record: it is kept for diagnosis and no longer waits to be sent. */
    public void setAside(Entry entry) {
        synchronized (budget) {
            try {
                quarantine.keep(String.format("refused-%019d", entry.sequence()), entry.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            quarantined++;
            setAside.add(entry.sequence());
        }
        acknowledge(0);
    }

    /** No sequence up to this one is given out: the gateway knows it already, from a disk that this car no longer has. */
    public void skipTo(long sequence) {
        synchronized (budget) {
            try {
                if (sequence > lastSequence) {
                    reserve(sequence);
                    lastSequence = sequence;
                    startSegment();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Newest sequence ever given out. */
    public long lastSequence() {
        synchronized (budget) {
            return lastSequence;
        }
    }

    /** Oldest sequence that waits to be acknowledged, 0 if none. */
    public long oldestKeptSequence() {
        synchronized (budget) {
            return oldestSequence();
        }
    }

    private long oldestSequence() {
        return sequenceAfter(acknowledged);
    }

    private long sequenceAfter(long sequence) {
        for (Segment segment : segments.values()) {
            long found = segment.sequenceAfter(sequence);
            if (found != 0) {
                return found;
            }
        }
        return 0;
    }

    /** How full it is. */
    public Fill fill() {
        synchronized (budget) {
            long records = segments.values().stream()
                    .mapToLong(segment -> segment.countAfter(acknowledged))
                    .sum();
            return new Fill(bytes, records, dropped, refused, damaged, quarantined);
        }
    }

    /** Whether an ordinary record would find room now. */
    public boolean hasRoom() {
        synchronized (budget) {
            try {
                return budget.couldFit(this, PROBE_BYTES) && !isDiskFull(PROBE_BYTES);
            } catch (IOException e) {
                return false;
            }
        }
    }

    QueueLimits limits() {
        return limits;
    }

    long maxBytes() {
        return limits.maxBytes();
    }

    long bytes() {
        return bytes;
    }

    /** Gives up the oldest file; false if there is nothing in it. Needs the budget's lock. */
    boolean discardOldest() throws IOException {
        if (bytes == 0) {
            return false;
        }
        if (segments.size() == 1) {
            startSegment();
        }
        dropped += segments.firstEntry().getValue().countAfter(acknowledged);
        deleteOldest();
        return true;
    }

    // A file is safe before its successor begins: one force, that of the newest file, then covers all that was written.
    private void startSegment() throws IOException {
        long floor = lastSequence + 1;
        if (limits.syncs() && !segments.isEmpty()) {
            try {
                segments.lastEntry().getValue().file().force();
                commit.safe(segments.lastEntry().getValue().last());
            } catch (IOException e) {
                commit.failed(lastSequence);
                throw e;
            }
        }
        if (!segments.containsKey(floor)) {
            segments.put(floor, Segment.open(folder, floor, quarantine));
        }
    }

    private void deleteOldest() throws IOException {
        Segment oldest = segments.pollFirstEntry().getValue();
        bytes -= oldest.bytes();
        oldest.delete();
    }

    private void reserve(long sequence) throws IOException {
        if (!limits.syncs() && sequence > reservedUpTo) {
            writeReserved(sequence + RESERVED_AHEAD);
        }
    }

    private void writeReserved(long upTo) throws IOException {
        reserved.write(ByteBuffer.allocate(Long.BYTES).putLong(upTo).array());
        reservedUpTo = upTo;
    }

    @Override
    public void close() throws IOException {
        synchronized (budget) {
            if (!limits.syncs() && reservedUpTo > lastSequence) {
                writeReserved(lastSequence);
            }
            for (Segment segment : segments.values()) {
                segment.close();
            }
        }
    }
}
