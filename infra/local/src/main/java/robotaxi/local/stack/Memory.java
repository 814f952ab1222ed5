package robotaxi.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory of processes, counted so that shared pages count once: PSS of /proc/PID/smaps_rollup. */
public final class Memory {
    private Memory() {}

    /** Of a process and its descendants, bytes. */
    public static long proportionalBytes(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(Memory::own)
                .sum();
    }

    private static long own(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
