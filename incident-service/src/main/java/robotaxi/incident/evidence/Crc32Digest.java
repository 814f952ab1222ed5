package robotaxi.incident.evidence;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.zip.CRC32;

/** CRC-32 as a digest, four bytes, the highest first: against damage on the way, not against anybody. */
final class Crc32Digest extends MessageDigest {
    private final CRC32 crc = new CRC32();

    Crc32Digest() {
        super("CRC32");
    }

    @Override
    protected void engineUpdate(byte input) {
        crc.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        crc.update(input, offset, length);
    }

    @Override
    protected byte[] engineDigest() {
        byte[] digest =
                ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
        crc.reset();
        return digest;
    }

    @Override
    protected void engineReset() {
        crc.reset();
    }
}
