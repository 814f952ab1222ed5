package robotaxi.onboard.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a model package, wherever they lie. */
public interface PackageFiles {
    /** The bytes of one file. */
    byte[] read(String name) throws IOException;

    /** A package in a folder. */
    static PackageFiles inFolder(Path folder) {
        return name -> {
            Path file = folder.resolve(name).normalize();
            if (!file.startsWith(folder.normalize())) {
                throw new IOException("file name leaves the package: " + name);
            }
            return Files.readAllBytes(file);
        };
    }

    /** The package that came with the program. */
    static PackageFiles shipped() {
        return name -> {
            try (InputStream in = PackageFiles.class.getResourceAsStream("/model/" + name)) {
                if (in == null) {
                    throw new IOException("not shipped: model/" + name);
                }
                return in.readAllBytes();
            }
        };
    }
}
