package robotaxi.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Benchmarks by their names: {@code loop-faults} is {@link LoopFaults}. There is no list to keep. */
final class BenchmarkNames {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern DASH = Pattern.compile("-");
    private static final String FOLDER = BenchmarkNames.class.getPackageName().replace('.', '/');

    private BenchmarkNames() {}

    static String classNameOf(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : DASH.split(name, -1)) {
            camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return camel.toString();
    }

    static String nameOf(String className) {
        return HUMP.matcher(className).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /** The benchmark of a name, if there is one. */
    static Optional<Benchmark> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            Class<?> found = Class.forName(BenchmarkNames.class.getPackageName() + "." + classNameOf(name));
            if (found.isInterface() || !Benchmark.class.isAssignableFrom(found)) {
                return Optional.empty();
            }
            return Optional.of(
                    found.asSubclass(Benchmark.class).getDeclaredConstructor().newInstance());
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("benchmark " + name + " cannot be made", e);
        }
    }

    /** All names, sorted. */
    static List<String> list() {
        try {
            Path source = Path.of(BenchmarkNames.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(source)) {
                return names(source.resolve(FOLDER));
            }
            try (FileSystem jar = FileSystems.newFileSystem(source)) {
                return names(jar.getPath(FOLDER));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("$") && !file.contains("-"))
                    .map(file -> nameOf(file.substring(0, file.length() - ".class".length())))
                    .filter(name -> find(name).isPresent())
                    .sorted()
                    .toList();
        }
    }
}
