package robotaxi.contracts.mcap;

import java.util.Arrays;
import java.util.HexFormat;

/** Numbers of the records, and the bytes around all of them. */
final class Opcode {
    static final int HEADER = 0x01;
    static final int FOOTER = 0x02;
    static final int SCHEMA = 0x03;
    static final int CHANNEL = 0x04;
    static final int MESSAGE = 0x05;
    static final int CHUNK = 0x06;
    static final int MESSAGE_INDEX = 0x07;
    static final int CHUNK_INDEX = 0x08;
    static final int ATTACHMENT = 0x09;
    static final int ATTACHMENT_INDEX = 0x0A;
    static final int STATISTICS = 0x0B;
    static final int METADATA = 0x0C;
    static final int METADATA_INDEX = 0x0D;
    static final int SUMMARY_OFFSET = 0x0E;
    static final int DATA_END = 0x0F;

    /** Opcode and length in front of each record's content. */
    static final int PREFIX_BYTES = 9;

    /** A footer with its prefix. */
    static final int FOOTER_BYTES = 29;

    static final int MAGIC_BYTES = 8;
    private static final byte[] MAGIC = HexFormat.of().parseHex("894d434150300d0a");

    private Opcode() {}

    /** The first and the last bytes of a file. */
    static byte[] magic() {
        return MAGIC.clone();
    }

    static boolean isMagic(byte[] bytes) {
        return Arrays.equals(bytes, MAGIC);
    }
}
