package robotaxi.local.stack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps the stack's processes running: one that dies is started again, with growing pauses if it dies at once. */
final class Supervisor {
    private static final long FIRST_PAUSE_MILLIS = 300;
    private static final long LONGEST_PAUSE_MILLIS = 15_000;
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final StackFolder folder;
    private final Consumer<String> tell;
    private final Map<String, Watched> watched = Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile boolean steady;
    private volatile boolean stopping;

    Supervisor(StackFolder folder, Consumer<String> tell) {
        this.folder = folder;
        this.tell = tell;
    }

    private static final class Watched {
        private final Component component;
        private volatile ProcessHandle process;
        private volatile long startedAtNanos;
        private long pauseMillis = FIRST_PAUSE_MILLIS;

        Watched(Component component, ProcessHandle process) {
            this.component = component;
            this.process = process;
            this.startedAtNanos = System.nanoTime();
        }
    }

    /** Starts a component and watches it from then on. */
    ProcessHandle start(Component component) {
        ProcessHandle process = launch(component);
        Watched entry = new Watched(component, process);
        watched.put(component.name(), entry);
        if (stopping) {
            // Whoever ends everything may have looked before this one was there.
            RunRecord.end(process);
            throw new StackException("the stack is ending");
        }
        watch(entry);
        return process;
    }

    private ProcessHandle launch(Component component) {
        try {
            ProcessHandle process = component.start();
            RunRecord.of(component.name(), process).write(folder);
            return process;
        } catch (java.io.IOException e) {
            throw new StackException(component.name() + " cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while " + component.name() + " was started", e);
        }
    }

    private void watch(Watched entry) {
        // A process that is no child of ours (PostgreSQL makes itself a daemon) is watched by polling inside onExit().
        entry.process.onExit().thenRun(() -> {
            if (steady && !stopping) {
                Thread.ofVirtual().start(() -> revive(entry));
            }
        });
    }

    private void revive(Watched entry) {
        String name = entry.component.name();
        tell.accept(name + " died; it is started again");
        if (System.nanoTime() - entry.startedAtNanos > STEADY_NANOS) {
            entry.pauseMillis = FIRST_PAUSE_MILLIS;
        }
        while (!stopping) {
            try {
                TimeUnit.MILLISECONDS.sleep(entry.pauseMillis);
                entry.pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, entry.pauseMillis * 2);
                if (stopping) {
                    return;
                }
                entry.process = launch(entry.component);
                entry.startedAtNanos = System.nanoTime();
                tell.accept(name + " runs again");
                watch(entry);
                return;
            } catch (RuntimeException e) {
                // Whatever it was: giving up would leave the stack without this process for good.
                tell.accept(name + ": " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** From now on the dead are revived; before, a death at the start is a failure that somebody must be told of. */
    void keepAlive() {
        steady = true;
        for (Watched entry : List.copyOf(watched.values())) {
            if (!entry.process.isAlive()) {
                Thread.ofVirtual().start(() -> revive(entry));
            }
        }
    }

    /** Ends everything, last started first. */
    void stop() {
        stopping = true;
        List<Watched> all = new ArrayList<>(watched.values());
        Collections.reverse(all);
        for (Watched entry : all) {
            RunRecord.end(entry.process);
            RunRecord.of(entry.component.name(), entry.process).forget(folder);
        }
    }
}
