package robotaxi.benchmarks.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import robotaxi.local.stack.StackException;
import robotaxi.local.stack.StackFolder;
import robotaxi.onboard.model.PackageFiles;

/**
 * The model package that is measured: the one that ROBOTAXI_MODEL names, else the newest reasoning model that training has kept.
 *
 * @param path of the zip
 */
public record TestedPackage(Path path) {
    /** Finds it. */
    public static TestedPackage find() {
        String named = System.getenv("ROBOTAXI_MODEL");
        if (named != null) {
            return new TestedPackage(Path.of(named));
        }
        Path folder = StackFolder.fromEnvironment().project().resolve("training/packages");
        return newest(folder)
                .map(TestedPackage::new)
                .orElseThrow(() -> new StackException("there is no city-reason package in " + folder
                        + ". Train one, or name another in ROBOTAXI_MODEL."));
    }

    private static Optional<Path> newest(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("city-reason-.*\\.zip"))
                    .max(Comparator.comparing(Path::getFileName));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its members. */
    public PackageFiles files() {
        try {
            return PackageFiles.inZip(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
