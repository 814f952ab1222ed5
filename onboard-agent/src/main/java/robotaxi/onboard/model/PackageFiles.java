package robotaxi.onboard.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

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

    /** A package as it is sent. */
    static PackageFiles inZip(Path zip) throws IOException {
        Map<String, byte[]> members = new HashMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                try (InputStream in = file.getInputStream(entry)) {
                    members.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return name -> {
            byte[] bytes = members.get(name);
            if (bytes == null) {
                throw new IOException("not in the package: " + name);
            }
            return bytes;
        };
    }

    /** A package in a folder or a zip. */
    static PackageFiles at(Path path) throws IOException {
        return Files.isDirectory(path) ? inFolder(path) : inZip(path);
    }
}
