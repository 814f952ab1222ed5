package robotaxi.onboard.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where that goes which cannot go its way: bytes that are no record, records that the gateway refused. Kept for diagnosis, a
 * file each; when there is too much the oldest goes.
 */
public final class Quarantine {
    private static final int MAX_FILES = 64;
    private static final long MAX_BYTES = 4L << 20;

    private final Path folder;

    /** Names the folder; it need not exist. */
    public Quarantine(Path folder) {
        this.folder = folder;
    }

    private record Kept(Path path, long size, long modifiedMillis) {
        static Kept of(Path path) throws IOException {
            return new Kept(
                    path, Files.size(path), Files.getLastModifiedTime(path).toMillis());
        }
    }

    /** Keeps the content durably; a file of that name is replaced. */
    public void keep(String name, byte[] content) throws IOException {
        new SmallFile(folder.resolve(name)).write(content);
        trim();
    }

    private void trim() throws IOException {
        ArrayDeque<Kept> oldestFirst = new ArrayDeque<>(list());
        long bytes = oldestFirst.stream().mapToLong(Kept::size).sum();
        while (oldestFirst.size() > 1 && (oldestFirst.size() > MAX_FILES || bytes > MAX_BYTES)) {
            Kept oldest = oldestFirst.removeFirst();
            bytes -= oldest.size();
            Files.deleteIfExists(oldest.path());
        }
    }

    private java.util.List<Kept> list() throws IOException {
        java.util.List<Kept> kept = new java.util.ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                kept.add(Kept.of(file));
            }
        }
        kept.sort(Comparator.comparingLong(Kept::modifiedMillis)
                .thenComparing(one -> one.path().toString()));
        return kept;
    }
}
