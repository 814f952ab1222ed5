package robotaxi.kit.tus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a file that grows, taken behind the back of whoever writes it, while its pages are still in memory. It lives as long as
 * the upload does here; after a restart it begins anew, with the bytes that are there.
 */
public final class HashBehind {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path file;
    private final Executor threads;
    private final MessageDigest digest = sha256();
    private long reached;
    private long hashed;
    private boolean running;
    private @Nullable IOException failure;

    /** Of this file; the threads do the arithmetic. */
    public HashBehind(Path file, Executor threads) {
        this.file = file;
        this.threads = threads;
    }

    /** The file is that long now, and what is there does not change any more. */
    public synchronized void reach(long lengthBytes) {
        reached = Math.max(reached, lengthBytes);
        if (!running && failure == null && hashed < reached) {
            running = true;
            threads.execute(this::catchUp);
        }
    }

    /** The bytes that come next, before they are written; what it does not take, as it lags after a restart, it reads when it is there. */
    public synchronized void write(long fromBytes, byte[] bytes, int count) {
        if (!running && failure == null && hashed == fromBytes) {
            digest.update(bytes, 0, count);
            hashed += count;
            reached = Math.max(reached, hashed);
        }
    }

    /** Whether it has seen more than that. */
    public synchronized boolean isBeyond(long lengthBytes) {
        return hashed > lengthBytes;
    }

    /** The hash of all of it, in hex; nothing can be added any more. */
    public synchronized String end(long lengthBytes) throws IOException {
        reach(lengthBytes);
        try {
            while (running) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (failure != null || hashed != lengthBytes) {
            throw failure == null ? new IOException("the file is longer than was said") : failure;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java itself has SHA-256", e);
        }
    }

    private void catchUp() {
        try (FileChannel channel = FileChannel.open(file)) {
            byte[] bytes = new byte[BUFFER_BYTES];
            long from = position();
            for (long to = next(from); to > 0; to = next(from)) {
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
            fail(e);
        }
    }

    private synchronized long position() {
        return hashed;
    }

    /** So many bytes are hashed; answers how far to go now, or 0 when this is the end. */
    private synchronized long next(long done) {
        hashed = done;
        if (hashed < reached) {
            return reached;
        }
        running = false;
        notifyAll();
        return 0;
    }

    private synchronized void fail(IOException why) {
        failure = why;
        running = false;
        notifyAll();
    }
}
