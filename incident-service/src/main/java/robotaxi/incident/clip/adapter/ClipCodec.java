package robotaxi.incident.clip.adapter;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import robotaxi.contracts.mcap.ChunkCodec;
import robotaxi.contracts.mcap.MalformedMcapException;

/** Chunks as our cars write them, and as tools pack them. */
public final class ClipCodec {
    /** Plain and zstd. */
    public static final ChunkCodec ZSTD = (compression, packed, length) ->
            "zstd".equals(compression) ? zstd(packed, length) : ChunkCodec.NONE.unpack(compression, packed, length);

    private ClipCodec() {}

    private static byte[] zstd(byte[] packed, int length) {
        try {
            return Zstd.decompress(packed, length);
        } catch (ZstdException e) {
            throw new MalformedMcapException("a chunk cannot be unpacked: " + e.getMessage());
        }
    }
}
