package robotaxi.onboard.queue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import robotaxi.onboard.queue.LaneQueue.Entry;

/** One file of a lane. Its name is the lowest sequence that it may hold. */
final class Segment implements Closeable {
    private static final int SEQUENCE_BYTES = 8;
    private static final String SUFFIX = ".segment";

    private final Path path;
    private final long floor;
    private final Quarantine quarantine;
    private final List<Run> runs = new ArrayList<>();
    private RecordFile file;

    private Segment(Path path, long floor, Quarantine quarantine) throws IOException {
        this.path = path;
        this.floor = floor;
        this.quarantine = quarantine;
        this.file = RecordFile.open(path, quarantine, this::index);
    }

    static Segment open(Path folder, long floor, Quarantine quarantine) throws IOException {
        return new Segment(folder.resolve(String.format("%019d", floor) + SUFFIX), floor, quarantine);
    }

    /** Lowest sequences of the segments in a folder, ascending. */
    static List<Long> floors(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> Long.valueOf(name.substring(0, name.length() - SUFFIX.length())))
                    .sorted()
                    .toList();
        }
    }

    /** Bytes that a record takes on the disk. */
    static int sizeOf(byte[] body) {
        return RecordScan.HEADER_BYTES + SEQUENCE_BYTES + body.length;
    }

    private void index(long position, byte[] payload) {
        index(position, ByteBuffer.wrap(payload).getLong());
    }

    private void index(long position, long sequence) {
        if (runs.isEmpty() || runs.getLast().last() + 1 != sequence) {
            runs.add(new Run(sequence));
        }
        runs.getLast().add(position);
    }

    long floor() {
        return floor;
    }

    /** Newest sequence in the file, or the one below its floor. */
    long last() {
        return runs.isEmpty() ? floor - 1 : runs.getLast().last();
    }

    long bytes() {
        return file.size();
    }

    RecordFile file() {
        return file;
    }

    void append(long sequence, byte[] body) throws IOException {
        byte[] payload = ByteBuffer.allocate(SEQUENCE_BYTES + body.length)
                .putLong(sequence)
                .put(body)
                .array();
        index(file.append(payload), sequence);
    }

    long countAfter(long sequence) {
        return runs.stream().mapToLong(run -> run.countAfter(sequence)).sum();
    }

    /** Oldest sequence after another, 0 if none. */
    long sequenceAfter(long sequence) {
        for (Run run : runs) {
            if (run.last() > sequence) {
                return Math.max(run.first(), sequence + 1);
            }
        }
        return 0;
    }

    /** The first record after a sequence. */
    Optional<Entry> next(long after) throws IOException {
        for (Run run : runs) {
            if (run.last() > after) {
                return Optional.of(read(run, Math.max(run.first(), after + 1)));
            }
        }
        return Optional.empty();
    }

    private Entry read(Run run, long sequence) throws IOException {
        long position = run.position(sequence, file);
        byte[] payload = file.read(position);
        if (ByteBuffer.wrap(payload).getLong() != sequence) {
            throw new DamagedRecordException(position);
        }
        return new Entry(sequence, Arrays.copyOfRange(payload, SEQUENCE_BYTES, payload.length));
    }

    /** Reads the file anew and sets aside what the disk has damaged since. */
    void mend() throws IOException {
        file.close();
        runs.clear();
        file = RecordFile.open(path, quarantine, this::index);
        file.cutTail();
    }

    void delete() throws IOException {
        file.close();
        Files.delete(path);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
