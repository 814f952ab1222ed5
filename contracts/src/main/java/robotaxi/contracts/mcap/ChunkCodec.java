package robotaxi.contracts.mcap;

/** Unpacks chunks. */
@FunctionalInterface
public interface ChunkCodec {
    /** Chunks that are not compressed, and no others. */
    ChunkCodec NONE = (compression, packed, length) -> {
        if (compression.isEmpty()) {
            return packed;
        }
        throw new MalformedMcapException("compression that is not known here: " + compression);
    };

    /**
     * The records of a chunk.
     *
     * @param compression as the chunk names it, empty for none
     * @param length of what comes out, bytes
     * @throws MalformedMcapException if it cannot be unpacked, or is not known here
     */
    byte[] unpack(String compression, byte[] packed, int length);
}
