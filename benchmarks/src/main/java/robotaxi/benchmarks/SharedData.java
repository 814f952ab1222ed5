package robotaxi.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;

/** Public data that is shared between projects and no part of this repository. */
public final class SharedData {
    private SharedData() {}

    /** Its folder: $ROBOTAXI_DATA, or {@code ../shared/data} beside the repository. */
    public static Path folder() {
        String given = System.getenv("ROBOTAXI_DATA");
        return given == null
                ? StackFolder.fromEnvironment()
                        .project()
                        .resolveSibling("shared")
                        .resolve("data")
                : Path.of(given);
    }

    /**
     * A file of it.
     *
     * @param what it is, for who does not have it
     * @throws StackException if it is not there
     */
    public static Path file(String name, String what) {
        Path file = folder().resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new StackException(what + " is not at " + file + "; ROBOTAXI_DATA says where its folder is");
        }
        return file;
    }
}
