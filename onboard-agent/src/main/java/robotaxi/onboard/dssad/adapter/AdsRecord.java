package robotaxi.onboard.dssad.adapter;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import robotaxi.contracts.custody.CustodyException;
import robotaxi.contracts.custody.Entry;
import robotaxi.contracts.custody.Sha256;
import robotaxi.onboard.dssad.AdsNote;
import robotaxi.onboard.queue.Folders;

/**
 * The record of one car: files of {@value #ENTRIES_A_FILE} lines, each line the hash of an entry and what it says. An entry names the hash
 * of the one before, so that nothing can be taken out, put in or changed unseen. The oldest file goes when it is older than half a year
 * and the others hold enough.
 *
 * <p>What one line says is in docs/onboard/supervisor.md.
 */
public final class AdsRecord {
    /** Lines of a file. */
    public static final int ENTRIES_A_FILE = 500;

    private static final System.Logger LOG = System.getLogger(AdsRecord.class.getName());
    private static final int LEAST_ENTRIES = 2_500;
    private static final Duration LEAST_TIME = Duration.ofDays(184);
    private static final String SUFFIX = ".ads";
    private static final int HASH_CHARACTERS = 64;

    private final Path folder;
    private final String vehicleId;
    private final InstantSource clock;
    private String head = Sha256.NONE;
    private long sequence;

    /**
     * Goes on with what the folder holds. A line that a power cut has torn is set apart.
     *
     * @throws CustodyException if what is there is no whole chain
     */
    public AdsRecord(Path folder, String vehicleId, InstantSource clock) throws IOException {
        this.folder = folder;
        this.vehicleId = vehicleId;
        this.clock = clock;
        Folders.create(folder);
        List<Path> files = files(folder);
        if (!files.isEmpty()) {
            mend(files.getLast());
        }
        Chain chain = verify(folder);
        head = chain.head();
        sequence = chain.sequence();
    }

    /**
     * What a folder holds.
     *
     * @param entries that are there
     * @param sequence of the last one, from 1
     * @param head its hash
     */
    public record Chain(long entries, long sequence, String head) {}

    /**
     * Follows the chain from the oldest entry that is kept to the last.
     *
     * @throws CustodyException at the first place where it does not hold
     */
    public static Chain verify(Path folder) throws IOException {
        String head = Sha256.NONE;
        long entries = 0;
        long sequence = 0;
        for (Path file : files(folder)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String where = file.getFileName() + ", entry " + (sequence + 1) + ": ";
                if (line.length() < 2 * HASH_CHARACTERS + 2) {
                    throw new CustodyException(where + "no entry");
                }
                String hash = line.substring(0, HASH_CHARACTERS);
                String previous = line.substring(HASH_CHARACTERS + 1, 2 * HASH_CHARACTERS + 1);
                Entry entry = new Entry(
                        Entry.Domain.ADS_RECORD, previous, line.substring(2 * HASH_CHARACTERS + 2), Sha256.NONE);
                boolean follows = entries == 0 || (previous.equals(head) && entry.sequence() == sequence + 1);
                if (!entry.hash().equals(hash) || !follows) {
                    throw new CustodyException(where + "the chain is broken");
                }
                head = hash;
                sequence = entry.sequence();
                entries++;
            }
        }
        return new Chain(entries, sequence, head);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private void mend(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            Path torn = folder.resolve(file.getFileName() + ".torn-" + clock.millis());
            Files.write(torn, java.util.Arrays.copyOfRange(bytes, end, bytes.length));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
                channel.force(true);
            }
            LOG.log(Level.WARNING, () -> "A line of the driving record was torn and is set apart file=" + torn);
        }
    }

    /**
     * Records something; it is on the disk when this returns.
     *
     * @param releaseId what drove
     */
    public synchronized void add(AdsNote note, String releaseId) throws IOException {
        Instant now = clock.instant();
        Map<String, Object> says = new TreeMap<>();
        says.put("event", note.event().code());
        says.put("code", note.code());
        says.put("reason", note.reason());
        says.put("time", now.toString());
        says.put("sensor_time_us", note.ego().timeUs());
        says.put("release", releaseId);
        says.put("x_mm", Math.round(note.ego().pose().x() * 1000));
        says.put("y_mm", Math.round(note.ego().pose().y() * 1000));
        says.put("speed_mm_per_s", Math.round(note.ego().speedMetresPerSecond() * 1000));
        Entry entry = Entry.after(Entry.Domain.ADS_RECORD, head, vehicleId, sequence + 1, says, Sha256.NONE);
        append(entry);
        head = entry.hash();
        sequence++;
        if (sequence % ENTRIES_A_FILE == 0) {
            forget(now);
        }
    }

    private void append(Entry entry) throws IOException {
        long first = sequence / ENTRIES_A_FILE * ENTRIES_A_FILE + 1;
        Path file = folder.resolve(String.format("%019d%s", first, SUFFIX));
        boolean isNew = !Files.exists(file);
        String line = entry.hash() + " " + entry.previous() + " " + entry.meta() + "\n";
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
        if (isNew) {
            Folders.sync(folder);
        }
    }

    private void forget(Instant now) throws IOException {
        List<Path> files = new ArrayList<>(files(folder));
        while ((files.size() - 1) * ENTRIES_A_FILE >= LEAST_ENTRIES
                && Files.getLastModifiedTime(files.getFirst()).toInstant().isBefore(now.minus(LEAST_TIME))) {
            Files.delete(files.removeFirst());
        }
    }
}
