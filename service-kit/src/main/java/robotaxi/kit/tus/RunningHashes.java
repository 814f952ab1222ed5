package robotaxi.kit.tus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The hashes of uploads under way, by their id. */
public final class RunningHashes {
    private final Map<String, HashBehind> hashes = new ConcurrentHashMap<>();
    private final Executor threads;

    /** The threads do the arithmetic. */
    public RunningHashes(Executor threads) {
        this.threads = threads;
    }

    /** The hash of these bytes at most. One that has seen more is begun anew: other bytes may take the place of what did not count. */
    public HashBehind reach(String id, Path file, long offsetBytes) {
        HashBehind hash = hashes.compute(
                id, (_, known) -> known == null || known.isBeyond(offsetBytes) ? new HashBehind(file, threads) : known);
        hash.reach(offsetBytes);
        return hash;
    }

    /** The SHA-256 of a whole upload in hex, wherever its file lies; it is forgotten with that. */
    public String end(String id, Path file, long lengthBytes) throws IOException {
        try {
            return reach(id, file, lengthBytes).end(lengthBytes);
        } finally {
            forget(id);
        }
    }

    /** The upload is no more. */
    public void forget(String id) {
        hashes.remove(id);
    }
}
