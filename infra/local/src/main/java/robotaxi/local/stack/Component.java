package robotaxi.local.stack;

import java.util.concurrent.TimeUnit;

/** One process of the stack: how it starts, and how to see that it is ready. */
interface Component {
    /** For people and file names. */
    String name();

    /** Starts the process; may be called again after it died. */
    ProcessHandle start() throws java.io.IOException, InterruptedException;

    /** Whether it does its work now. */
    boolean isReady();

    /** Waits until it is ready. */
    default void awaitReady(ProcessHandle process, StackFolder folder, int patienceSeconds)
            throws InterruptedException {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new StackException(name() + " ended at its start; its last words are in " + folder.log(name()));
            }
            if (System.nanoTime() - giveUpAt > 0) {
                throw new StackException(
                        name() + " is not ready after " + patienceSeconds + " s; see " + folder.log(name()));
            }
            TimeUnit.MILLISECONDS.sleep(150);
        }
    }
}
