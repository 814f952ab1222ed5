package robotaxi.benchmarks.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import robotaxi.embedded.Folders;
import robotaxi.local.identity.Secrets;
import robotaxi.local.stack.Memory;
import robotaxi.local.stack.Ports;
import robotaxi.local.stack.RunRecord;
import robotaxi.local.stack.Stack;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/** The stack that is measured: the running one, or one of our own that is started on an empty folder and ended at the close. */
public final class StackUnderTest implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 300;

    private final StackFolder folder;
    private final Ports ports = new Ports();
    private final @Nullable Launcher launcher;

    private StackUnderTest(StackFolder folder, @Nullable Launcher launcher) {
        this.folder = folder;
        this.launcher = launcher;
    }

    /** The running stack of the environment's state folder, if there is one. */
    public static Optional<StackUnderTest> running() {
        StackFolder folder = StackFolder.fromEnvironment();
        return Stack.running(folder).map(addresses -> new StackUnderTest(folder, null));
    }

    /** Begins to start a stack as {@code ./robotaxi up} does, in a process of its own, on an empty folder. */
    public static StackUnderTest begin(String name, List<String> upOptions, Consumer<String> tell) {
        StackFolder folder = emptyFolder(name);
        return new StackUnderTest(folder, Launcher.start(folder, upOptions, tell));
    }

    /** A benchmark's own folder for its state; what an earlier run left there is ended and deleted. */
    public static StackFolder emptyFolder(String name) {
        Path project = StackFolder.fromEnvironment().project();
        StackFolder folder = new StackFolder(project, project.resolve("benchmarks/target/state/" + name));
        RunRecord.list(folder).reversed().forEach(RunRecord::end);
        try {
            Folders.delete(folder.root());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** Waits until all of it is up. */
    public StackUnderTest awaitUp() throws InterruptedException {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (Stack.running(folder).isEmpty()) {
            demandAlive();
            if (System.nanoTime() - giveUpAt > 0) {
                throw new StackException("the stack was not up after " + PATIENCE_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return this;
    }

    /** Complains if our own launcher has ended. */
    public void demandAlive() {
        if (launcher != null) {
            launcher.demandAlive();
        }
    }

    /** Where its state lies. */
    public StackFolder folder() {
        return folder;
    }

    /** Where things are. */
    public Ports ports() {
        return ports;
    }

    /** Passwords; there once the stack has begun to start. */
    public Secrets secrets() {
        return Secrets.load(folder.root().resolve("secrets.json"));
    }

    /** Memory of all processes with the launcher, shared pages counted once. */
    public long proportionalBytes() {
        Set<ProcessHandle> roots = new HashSet<>();
        if (launcher != null) {
            roots.add(launcher.handle());
        }
        RunRecord.list(folder).forEach(run -> run.alive().ifPresent(roots::add));
        // What the launcher started is its descendant, but for what made itself a daemon.
        return roots.stream()
                .filter(process -> ancestors(process).noneMatch(roots::contains))
                .mapToLong(Memory::proportionalBytes)
                .sum();
    }

    private static Stream<ProcessHandle> ancestors(ProcessHandle process) {
        return Stream.iterate(process.parent(), Optional::isPresent, parent -> parent.flatMap(ProcessHandle::parent))
                .map(Optional::orElseThrow);
    }

    @Override
    public void close() {
        if (launcher != null) {
            launcher.end();
        }
    }
}
