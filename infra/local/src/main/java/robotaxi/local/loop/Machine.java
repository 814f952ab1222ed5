package robotaxi.local.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which machine a figure was taken on. */
public final class Machine {
    private Machine() {}

    /** Processor, cores and memory, for instance {@code AMD EPYC, 2 cores, 24 GiB}. */
    public static String name() {
        return processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, " + gibibytes() + " GiB";
    }

    private static String processor() {
        return first("/proc/cpuinfo", "model name").replaceAll("^[^:]*:\\s*", "");
    }

    private static long gibibytes() {
        String kibibytes = first("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "");
        return kibibytes.isEmpty() ? 0 : Math.round(Long.parseLong(kibibytes) / 1024.0 / 1024.0);
    }

    private static String first(String file, String key) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(key))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
