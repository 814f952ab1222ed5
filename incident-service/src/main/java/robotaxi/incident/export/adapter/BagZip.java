package robotaxi.incident.export.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import robotaxi.contracts.custody.PackageCheck;
import robotaxi.contracts.custody.Sha256;
import robotaxi.incident.export.ExportError;
import robotaxi.kit.problem.FleetException;

/**
 * Writes a bag as a ZIP, file after file, and at the end its manifests and the signature over them. Whatever its clips weigh, it takes
 * the same memory.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8493">RFC 8493, BagIt 1.0</a>
 */
final class BagZip {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final String PAYLOAD = "data/";

    private final ZipOutputStream zip;
    private final String folder;
    private final Map<String, String> payload = new TreeMap<>();
    private final Map<String, String> tags = new TreeMap<>();
    private long payloadBytes;

    BagZip(OutputStream out, String folder) {
        this.zip = new ZipOutputStream(out);
        this.folder = folder + '/';
    }

    void text(String name, String content) throws IOException {
        bytes(name, content.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(String name, byte[] content) throws IOException {
        begin(name, Deflater.DEFAULT_COMPRESSION);
        zip.write(content);
        zip.closeEntry();
        note(name, Sha256.of(content), content.length);
    }

    /** A file as it is; one that does not have this hash stops the package. */
    void file(String name, Path content, String sha256) throws IOException {
        // Recordings are packed already.
        begin(name, Deflater.NO_COMPRESSION);
        MessageDigest digest = Sha256.digest();
        long length = 0;
        try (InputStream in = Files.newInputStream(content)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                zip.write(buffer, 0, read);
                length += read;
            }
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw new FleetException(ExportError.DAMAGED, sha256);
        }
        zip.closeEntry();
        note(name, sha256, length);
    }

    private void begin(String name, int level) throws IOException {
        zip.setLevel(level);
        zip.putNextEntry(new ZipEntry(folder + name));
    }

    private void note(String name, String sha256, long length) {
        if (name.startsWith(PAYLOAD)) {
            payload.put(name, sha256);
            payloadBytes += length;
        } else {
            tags.put(name, sha256);
        }
    }

    /** The bag's own files, and the end. */
    void close(LocalDate today, Map<String, String> info, Function<String, byte[]> signer) throws IOException {
        text("bagit.txt", PackageCheck.BAGIT);
        StringBuilder about = new StringBuilder();
        info.forEach(
                (name, value) -> about.append(name).append(": ").append(value).append('\n'));
        about.append("Bagging-Date: ").append(today).append('\n');
        about.append("Payload-Oxum: ")
                .append(payloadBytes)
                .append('.')
                .append(payload.size())
                .append('\n');
        text("bag-info.txt", about.toString());
        text(PackageCheck.MANIFEST, manifest(payload));
        String tagManifest = manifest(tags);
        text(PackageCheck.TAG_MANIFEST, tagManifest);
        bytes(PackageCheck.TAG_SIGNATURE, signer.apply(tagManifest));
        zip.finish();
        zip.flush();
    }

    private static String manifest(Map<String, String> files) {
        StringBuilder lines = new StringBuilder();
        files.forEach(
                (name, sha256) -> lines.append(sha256).append("  ").append(name).append('\n'));
        return lines.toString();
    }
}
