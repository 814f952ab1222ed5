package robotaxi.benchmarks.upload;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A file that a client can go back in, to send something again, without having kept it in memory. */
final class RewindableFile extends FileInputStream {
    private long marked;

    RewindableFile(Path file) throws IOException {
        super(file.toFile());
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public synchronized void mark(int readLimit) {
        try {
            marked = getChannel().position();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void reset() throws IOException {
        getChannel().position(marked);
    }
}
