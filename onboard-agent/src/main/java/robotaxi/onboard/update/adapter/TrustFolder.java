package robotaxi.onboard.update.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import robotaxi.onboard.queue.SmallFile;
import robotaxi.onboard.update.TrustStore;

/** Trusted metadata in a folder that no update touches. */
final class TrustFolder implements TrustStore {
    private final Path folder;

    TrustFolder(Path folder) {
        this.folder = folder;
    }

    private SmallFile file(String name) {
        return new SmallFile(folder.resolve(name + ".json"));
    }

    @Override
    public Optional<byte[]> find(String name) {
        try {
            return file(name).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void keep(String name, byte[] bytes) {
        try {
            file(name).write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void forget(String name) {
        try {
            file(name).delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
