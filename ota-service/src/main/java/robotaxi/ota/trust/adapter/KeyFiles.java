package robotaxi.ota.trust.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import robotaxi.ota.trust.OnlineKeys;
import robotaxi.ota.trust.SigningKey;

/** Key files of what is signed online. */
public final class KeyFiles {
    private KeyFiles() {}

    /** Reads them. */
    public static OnlineKeys read(List<Path> files) {
        return new OnlineKeys(files.stream().map(KeyFiles::key).toList());
    }

    private static SigningKey key(Path file) {
        try {
            return SigningKey.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The key file cannot be read: " + file, e);
        }
    }
}
