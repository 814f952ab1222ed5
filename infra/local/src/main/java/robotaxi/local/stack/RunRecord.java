package robotaxi.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * What is written down of a started process: its pid and its start time, since pids are used again. By it the next
 * {@code up} ends what a killed launcher left, and {@code down} and {@code status} find the processes.
 *
 * @param startMillis as the operating system tells it
 */
public record RunRecord(String name, long pid, long startMillis) {
    private static final int PATIENCE_SECONDS = 12;

    /** Of a live process. */
    public static RunRecord of(String name, ProcessHandle process) {
        long start = process.info()
                .startInstant()
                .map(java.time.Instant::toEpochMilli)
                .orElse(0L);
        return new RunRecord(name, process.pid(), start);
    }

    /** Writes it down. */
    public void write(StackFolder folder) {
        try {
            Files.writeString(folder.file("run/" + name), pid + " " + startMillis + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything written down, in the order of starting. */
    public static List<RunRecord> list(StackFolder folder) {
        List<RunRecord> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.folder("run"))) {
            for (Path file : files.toList()) {
                String[] parts = Files.readString(file).trim().split(" ", -1);
                if (parts.length == 2) {
                    records.add(new RunRecord(
                            file.getFileName().toString(), Long.parseLong(parts[0]), Long.parseLong(parts[1])));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        records.sort(java.util.Comparator.comparingLong(RunRecord::startMillis));
        return records;
    }

    /** The process, if it still is the same one. */
    public Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> Math.abs(of(name, process).startMillis - startMillis) < 2_000);
    }

    /** Asks it to end, and makes it end if it does not. */
    public void end() {
        alive().ifPresent(RunRecord::end);
    }

    /** Asks a process to end, and makes it end if it does not. */
    static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Forgets it. */
    public void forget(StackFolder folder) {
        try {
            Files.deleteIfExists(folder.file("run/" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
