package robotaxi.ota.artifact.adapter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Brings a file that grows to the disk while it grows, and tells how far it is there. One step at a time: the disk is kept busy, and
 * whoever writes does not wait for it.
 */
final class DiskBehind {
    private final FileChannel file;
    private final IncomingFiles.Progress progress;
    private final Executor threads;
    private final long stepBytes;
    private CompletableFuture<Boolean> step = CompletableFuture.completedFuture(true);
    private long told;

    DiskBehind(FileChannel file, IncomingFiles.Progress progress, Executor threads, long lengthBytes, long stepBytes) {
        this.file = file;
        this.progress = progress;
        this.threads = threads;
        this.told = lengthBytes;
        this.stepBytes = stepBytes;
    }

    /** The file is that long now. */
    void reach(long lengthBytes) throws IOException {
        if (lengthBytes - told >= stepBytes && step.isDone() && end()) {
            told = lengthBytes;
            step = CompletableFuture.supplyAsync(() -> durable(lengthBytes), threads);
        }
    }

    private boolean durable(long lengthBytes) {
        try {
            file.force(false);
            return progress.durable(lengthBytes);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Waits for the step under way. Answers false when somebody else goes on with the file. */
    boolean end() throws IOException {
        try {
            return step.join();
        } catch (CompletionException e) {
            throw new IOException("The disk did not take it", e);
        }
    }

    /** Brings all of it to the disk and tells so. */
    boolean end(long lengthBytes) throws IOException {
        if (!end()) {
            return false;
        }
        file.force(true);
        return progress.durable(lengthBytes);
    }
}
