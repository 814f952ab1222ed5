package robotaxi.ota.artifact.adapter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of files. SHA-256 alone is trusted; SHA-1 and MD5 are for device clients that read nothing else. */
final class Digests {
    private static final int BUFFER_BYTES = 256 * 1024;

    private Digests() {}

    static MessageDigest sha256() {
        return of("SHA-256");
    }

    private static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java itself has " + algorithm, e);
        }
    }

    /** What device clients compare a file with; lower-case hex digits. */
    record ForDevices(String sha1, String md5) {
        static ForDevices of(Path file) throws IOException {
            MessageDigest sha1 = Digests.of("SHA-1");
            MessageDigest md5 = Digests.of("MD5");
            byte[] buffer = new byte[BUFFER_BYTES];
            try (FileChannel channel = FileChannel.open(file)) {
                for (int read = channel.read(ByteBuffer.wrap(buffer));
                        read >= 0;
                        read = channel.read(ByteBuffer.wrap(buffer))) {
                    sha1.update(buffer, 0, read);
                    md5.update(buffer, 0, read);
                }
            }
            HexFormat hex = HexFormat.of();
            return new ForDevices(hex.formatHex(sha1.digest()), hex.formatHex(md5.digest()));
        }
    }
}
