package robotaxi.ota.artifact.adapter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a file that grows, made behind the back of whoever writes it: the pages are still in memory then, and the disk never
 * waits for arithmetic. It is kept between the parts of an upload; after a restart of the service it begins anew, with the bytes
 * that are already there.
 */
final class HashBehind {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path file;
    private final Executor threads;
    private final MessageDigest digest = Digests.sha256();
    private long reached;
    private long hashed;
    private boolean running;
    private @Nullable IOException failure;

    HashBehind(Path file, Executor threads) {
        this.file = file;
        this.threads = threads;
    }

    /** The file is that long now; what was there before has not changed. */
    synchronized void reach(long lengthBytes) {
        reached = Math.max(reached, lengthBytes);
        if (!running && hashed < reached) {
            running = true;
            threads.execute(this::catchUp);
        }
    }

    /** The digest of so many bytes, which the file has, in hex; nothing can be added any more. */
    synchronized String end(long lengthBytes) throws IOException, InterruptedException {
        reach(lengthBytes);
        while (running) {
            wait();
        }
        if (failure != null || hashed != lengthBytes) {
            throw failure == null ? new IOException("the file is longer than was said") : failure;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void catchUp() {
        try (FileChannel channel = FileChannel.open(file)) {
            byte[] bytes = new byte[BUFFER_BYTES];
            for (long to = next(0); to > 0; to = next(to)) {
                long from = hashedSoFar();
                while (from < to) {
                    int read = channel.read(ByteBuffer.wrap(bytes, 0, (int) Math.min(bytes.length, to - from)), from);
                    if (read < 0) {
                        throw new IOException("the file is shorter than was said");
                    }
                    digest.update(bytes, 0, read);
                    from += read;
                }
            }
        } catch (IOException e) {
            end(e);
        }
    }

    private synchronized long hashedSoFar() {
        return hashed;
    }

    /** So many bytes are hashed; answers how far to go now, or 0 when this is the end. */
    private synchronized long next(long done) {
        hashed = Math.max(hashed, done);
        if (hashed < reached) {
            return reached;
        }
        running = false;
        notifyAll();
        return 0;
    }

    private synchronized void end(IOException why) {
        failure = why;
        running = false;
        notifyAll();
    }
}
