package robotaxi.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import robotaxi.embedded.Folders;

/** Where everything of the local stack lies: {@code .robotaxi} in the project's folder, unless told otherwise. */
public record StackFolder(Path project, Path root) {
    /** From the environment that the script sets. */
    public static StackFolder fromEnvironment() {
        Path project = Path.of(System.getProperty("robotaxi.home", "."))
                .toAbsolutePath()
                .normalize();
        String given = System.getenv("ROBOTAXI_STATE");
        return new StackFolder(
                project,
                given == null ? project.resolve(".robotaxi") : Path.of(given).toAbsolutePath());
    }

    /** A folder below, made if need be. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file below. */
    public Path file(String name) {
        Path file = root.resolve(name);
        Path parent = file.getParent();
        if (parent != null) {
            try {
                Files.createDirectories(parent);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return file;
    }

    /** Log of a process. */
    public Path log(String process) {
        return file("logs/" + process + ".log");
    }

    /** Removes all of it, but for what the build keeps there. */
    public void delete() throws IOException {
        try (var entries = Files.list(root)) {
            for (Path entry : entries.toList()) {
                if (!entry.getFileName().toString().startsWith("build")) {
                    Folders.delete(entry);
                }
            }
        }
    }
}
