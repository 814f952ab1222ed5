package robotaxi.benchmarks.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import robotaxi.local.stack.StackException;

/** Memory that a gateway's process really holds, after it has collected its garbage. */
record GatewayMemory(long pid) {

    long residentBytes() throws InterruptedException {
        try {
            String jcmd =
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            Process collection = new ProcessBuilder(jcmd, String.valueOf(pid), "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (collection.waitFor() != 0) {
                throw new StackException("the gateway's process did not collect its garbage");
            }
            return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Rss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
