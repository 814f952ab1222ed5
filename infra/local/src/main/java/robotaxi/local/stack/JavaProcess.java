package robotaxi.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program of ours in a JVM of its own.
 *
 * @param arguments JVM options, then {@code -jar} or {@code -cp}, then the program's own
 * @param environment settings and secrets: the environment, unlike the command line, is nobody else's to read
 * @param readyUrl answers 200 when the program is ready; without one, see {@code readyPort}
 * @param readyPort takes connections when the program is ready
 */
record JavaProcess(
        String name,
        StackFolder folder,
        List<String> arguments,
        Map<String, String> environment,
        String readyUrl,
        int readyPort)
        implements Component {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    /** Small heaps, one collector thread, first compiler only: many processes on few cores. */
    static List<String> frugal(int heapMegabytes) {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dfile.encoding=UTF-8");
    }

    /** For a process under heavy load: both compilers, and collections that are rare and use all processors. */
    static List<String> large(int heapMegabytes) {
        List<String> options = new ArrayList<>(frugal(heapMegabytes));
        options.remove("-XX:TieredStopAtLevel=1");
        // What both compilers make does not fit into less: methods would be thrown out and compiled again for ever.
        options.remove("-XX:ReservedCodeCacheSize=48m");
        options.add("-XX:ReservedCodeCacheSize=160m");
        // What lives long is looked through at each collection, while everybody waits: so collections are made rare by
        // a
        // young generation that is most of the heap.
        options.remove("-XX:+UseSerialGC");
        options.add("-XX:+UseParallelGC");
        options.add("-Xmn" + heapMegabytes * 3 / 5 + "m");
        // And it is there from the start, so that it is no part of what the load costs.
        options.add("-XX:+AlwaysPreTouch");
        return options;
    }

    @Override
    public ProcessHandle start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .directory(folder.project().toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.log(name).toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        return builder.start().toHandle();
    }

    @Override
    public boolean isReady() {
        return readyUrl.isEmpty() ? Http.listens(readyPort) : answers(readyUrl);
    }

    static boolean answers(String url) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(3))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
