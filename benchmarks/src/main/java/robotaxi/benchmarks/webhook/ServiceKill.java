package robotaxi.benchmarks.webhook;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import robotaxi.local.stack.StackException;

/** The end of one process, by whoever is talking to it. */
public final class ServiceKill {
    private static final int PATIENCE_SECONDS = 30;

    private final ProcessHandle process;
    private final WebhookTrail trail;
    private final CompletableFuture<Fallen> fallen = new CompletableFuture<>();

    /** What was under way to an endpoint when the process died. */
    public record Fallen(String endpoint, String id) {}

    /** Of that process. */
    public ServiceKill(ProcessHandle process, WebhookTrail trail) {
        this.process = process;
        this.trail = trail;
    }

    /** From now on it does nothing: whatever is sent to it waits in the system's buffers. */
    void freeze() throws IOException {
        try {
            if (new ProcessBuilder("/bin/sh", "-c", "kill -STOP " + process.pid())
                            .start()
                            .waitFor()
                    != 0) {
                throw new IOException("the service cannot be stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** As by {@code kill -9}. */
    void now(String endpoint, String id) {
        process.destroyForcibly();
        trail.killed(System.nanoTime());
        fallen.complete(new Fallen(endpoint, id));
    }

    /** Waits until somebody fell into the trap and the process is gone. */
    public Fallen fallen() throws InterruptedException {
        try {
            Fallen what = fallen.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return what;
        } catch (TimeoutException | ExecutionException e) {
            throw new StackException("the service was not killed", e);
        }
    }
}
