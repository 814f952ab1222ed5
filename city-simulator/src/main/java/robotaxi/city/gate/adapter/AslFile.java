package robotaxi.city.gate.adapter;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import robotaxi.contracts.alpasim.logging.LogEntry;

/** AlpaSim's log on disk: a big-endian length before every entry. */
final class AslFile {
    private static final int LIMIT_BYTES = 64 << 20;

    private AslFile() {}

    /** Writes entries one after the other. */
    static final class Writer implements AutoCloseable {
        private final DataOutputStream out;

        Writer(Path file) throws IOException {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
        }

        void write(LogEntry entry) throws IOException {
            byte[] bytes = entry.toByteArray();
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** All entries; a last one that was cut off is left out. */
    static List<LogEntry> read(Path file) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                int length = in.readInt();
                if (length < 0 || length > LIMIT_BYTES) {
                    throw new IOException(file + " is no log of AlpaSim: an entry of " + length + " bytes");
                }
                byte[] bytes = new byte[length];
                in.readFully(bytes);
                entries.add(LogEntry.parseFrom(bytes));
            }
        } catch (EOFException e) {
            return entries;
        }
    }
}
