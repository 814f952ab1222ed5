package robotaxi.kit.tus;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows by much. Whole blocks go straight to the disk, on a thread of their own while the next ones are filled: the page
 * cache would copy them once more, and forget for them what others read. What is no whole block at the beginning and at the end goes
 * through the cache, and everything does where the file system knows no direct writing. For one thread.
 */
public final class DirectAppend implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int BUFFERS = 3;
    private static final int PAGE_BYTES = 4096;

    private final Executor threads;
    private final FileChannel cached;
    private final @Nullable FileChannel direct;
    private final int blockBytes;
    private final Arena arena = Arena.ofShared();
    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
    /** What was handed over, one after the other; it ends well always. */
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

    private volatile @Nullable Exception failure;
    private int buffers;
    private ByteBuffer filling;
    /** Of the first byte in the buffer that is being filled. */
    private long position;

    private DirectAppend(
            FileChannel cached, @Nullable FileChannel direct, int blockBytes, long lengthBytes, Executor threads) {
        this.cached = cached;
        this.direct = direct;
        this.blockBytes = blockBytes;
        this.position = lengthBytes;
        this.threads = threads;
        int whole = Math.toIntExact(lengthBytes % blockBytes);
        this.filling = buffer().limit(whole == 0 ? BUFFER_BYTES : blockBytes - whole);
    }

    private ByteBuffer buffer() {
        buffers++;
        return arena.allocate(BUFFER_BYTES, blockBytes).asByteBuffer();
    }

    /** Goes on behind so many bytes; what lies there already is cut off. The threads write. */
    public static DirectAppend open(Path file, long lengthBytes, Executor threads) throws IOException {
        FileChannel cached = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            cached.truncate(lengthBytes);
            int blockBytes = blockBytes(file);
            return new DirectAppend(cached, direct(file, blockBytes), blockBytes, lengthBytes, threads);
        } catch (IOException | RuntimeException e) {
            cached.close();
            throw e;
        }
    }

    private static int blockBytes(Path file) throws IOException {
        long block = Math.max(PAGE_BYTES, Files.getFileStore(file).getBlockSize());
        return BUFFER_BYTES % block == 0 ? Math.toIntExact(block) : PAGE_BYTES;
    }

    private static @Nullable FileChannel direct(Path file, int blockBytes) throws IOException {
        try {
            return Files.getFileStore(file).getBlockSize() <= blockBytes
                    ? FileChannel.open(file, StandardOpenOption.WRITE, directly())
                    : null;
        } catch (IOException | UnsupportedOperationException _) {
            // A file system in memory, for one.
            return null;
        }
    }

    /** By its name: the compiler takes the JDK's own package for an internal one, though it is documented. */
    private static OpenOption directly() {
        try {
            return (OpenOption) Class.forName("com.sun.nio.file.ExtendedOpenOption")
                    .getField("DIRECT")
                    .get(null);
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("this JDK writes through the page cache alone", e);
        }
    }

    /** Takes these bytes; waits while the disk is behind. */
    public void write(byte[] bytes, int count) throws IOException {
        for (int from = 0; from < count; ) {
            int part = Math.min(filling.remaining(), count - from);
            filling.put(bytes, from, part);
            from += part;
            if (!filling.hasRemaining()) {
                handOver();
            }
        }
    }

    /** Tells, from another thread, how far the file has reached the disk, once what was handed over by now is there. */
    public void tellDurable(LongConsumer progress) {
        long reached = position;
        then(() -> {
            cached.force(false);
            progress.accept(reached);
        });
    }

    /** Brings all of it to the disk. */
    public void sync() throws IOException {
        if (filling.position() > 0) {
            handOver();
        }
        then(() -> cached.force(false));
        writing.join();
        check();
    }

    private void handOver() throws IOException {
        check();
        ByteBuffer full = filling.flip();
        long at = position;
        position += full.remaining();
        writing = writing.thenRunAsync(() -> bring(full, at), threads);
        filling = next();
    }

    /** Most bodies end within the first buffer: the others are made when they are needed. */
    private ByteBuffer next() throws IOException {
        ByteBuffer written = free.poll();
        if (written != null) {
            return written;
        }
        try {
            return buffers < BUFFERS ? buffer() : free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void bring(ByteBuffer full, long at) {
        attempt(() -> {
            boolean blocks = at % blockBytes == 0 && full.remaining() % blockBytes == 0;
            FileChannel file = direct != null && blocks ? direct : cached;
            for (long to = at; full.hasRemaining(); ) {
                to += file.write(full, to);
            }
        });
        free.add(full.clear());
    }

    private void then(Step step) {
        writing = writing.thenRunAsync(() -> attempt(step), threads);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** A disk that has failed once may have thrown bytes away: nothing counts after that. */
    private void attempt(Step step) {
        try {
            if (failure == null) {
                step.run();
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private void check() throws IOException {
        if (failure != null) {
            throw new IOException("The disk did not take it", failure);
        }
    }

    /** What was not synced counts for nothing. */
    @Override
    public void close() throws IOException {
        writing.join();
        arena.close();
        try (cached) {
            if (direct != null) {
                direct.close();
            }
        }
    }
}
