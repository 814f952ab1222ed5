package robotaxi.onboard.update.adapter;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import robotaxi.onboard.model.ModelFaultException;
import robotaxi.onboard.queue.Folders;
import robotaxi.onboard.recorder.adapter.Hashes;

/** A model package as it is sent. */
final class PackageZip {
    /** Weights hardly shrink: what unpacks to more is made to fill the disk. */
    private static final long MOST_EXPANSION = 16;

    private static final long SMALL_BYTES = 16 << 20;

    private PackageZip() {}

    /** Unpacks it into a folder of its own, durably. Answers the SHA-256 of its manifest as it was written. */
    static String unpack(Path zip, Path target) throws IOException {
        clear(target);
        Folders.create(target);
        String manifest = "";
        long left = SMALL_BYTES + MOST_EXPANSION * Files.size(zip);
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                MessageDigest digest = Hashes.sha256();
                left = write(entries, plain(entry, target), digest, left);
                if (entry.getName().equals("manifest.json")) {
                    manifest = HexFormat.of().formatHex(digest.digest());
                }
            }
        } catch (ZipException | EOFException e) {
            throw new ModelFaultException("update.bad-package", "the package cannot be unpacked: " + e.getMessage(), e);
        }
        Folders.sync(target);
        return manifest;
    }

    /** Only plain files: a name with folders could lead out of the slot. */
    private static Path plain(ZipEntry entry, Path target) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!target.equals(file.getParent())) {
            throw new ModelFaultException("update.bad-package", "the package has a folder: " + entry.getName());
        }
        return file;
    }

    private static long write(InputStream in, Path file, MessageDigest digest, long most) throws IOException {
        byte[] buffer = new byte[256 << 10];
        long left = most;
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int n = in.readNBytes(buffer, 0, buffer.length); n > 0; n = in.readNBytes(buffer, 0, buffer.length)) {
                left -= n;
                if (left < 0) {
                    throw new ModelFaultException("update.bad-package", "the package unpacks to too much");
                }
                digest.update(buffer, 0, n);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            out.force(true);
        }
        return left;
    }

    /** Removes a folder with all that is in it; one that is not there is removed already. */
    static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
