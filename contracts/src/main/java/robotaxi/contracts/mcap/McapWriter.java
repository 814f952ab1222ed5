package robotaxi.contracts.mcap;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes a file with every checksum. Messages are collected into chunks; {@link #endChunk} ends one early, so that what is worth
 * most stands first and alone. Chunks are not compressed: what a car records is pictures.
 */
public final class McapWriter implements Closeable {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int MESSAGE_HEAD_BYTES = 22;

    private final McapOutput out;
    private final McapLayout layout;
    private final McapOutput.ChunkContent content = new McapOutput.ChunkContent();
    private final LittleEndian chunk;

    /** Begins a file with everything that helps a reader. */
    public McapWriter(OutputStream out, String library) throws IOException {
        this(out, "", library, McapLayout.FULL);
    }

    /** Begins a file; it is written in large pieces and needs no buffer. */
    public McapWriter(OutputStream out, String profile, String library, McapLayout layout) throws IOException {
        this.out = new McapOutput(out, layout);
        this.layout = layout;
        this.chunk = new LittleEndian(layout.chunks() ? CHUNK_BYTES + (CHUNK_BYTES >> 2) : MESSAGE_HEAD_BYTES);
        this.out.begin(profile, library);
    }

    /** Adds a type of messages; its id is not 0, and not known yet. */
    public void schema(int id, String name, String encoding, byte[] data) throws IOException {
        out.schema(chunk, layout.chunks(), id, name, encoding, data);
        unlessChunked();
    }

    /** Adds a topic; schema 0 is none. */
    public void channel(int id, int schemaId, String topic, String messageEncoding, Map<String, String> metadata)
            throws IOException {
        out.channel(chunk, layout.chunks(), id, schemaId, topic, messageEncoding, metadata);
        unlessChunked();
    }

    /** Adds a message; times are Unix nanoseconds. */
    public void message(int channelId, long sequence, long logTime, long publishTime, byte[] data) throws IOException {
        if (layout.chunks() && chunk.size() > 0 && chunk.size() + data.length > CHUNK_BYTES) {
            endChunk();
        }
        content.message(channelId, logTime, chunk.size());
        out.counted(channelId, logTime);
        int begun = chunk.begin(Opcode.MESSAGE);
        chunk.u16(channelId)
                .u32(sequence)
                .u64(logTime)
                .u64(publishTime)
                .raw(data)
                .end(begun);
        unlessChunked();
    }

    private void unlessChunked() throws IOException {
        if (!layout.chunks()) {
            out.write(chunk);
            chunk.clear();
            content.clear();
        }
    }

    /** Ends a chunk: what follows goes into another one. */
    public void endChunk() throws IOException {
        if (chunk.size() == 0) {
            return;
        }
        var crc = new CRC32();
        chunk.addTo(crc);
        out.chunk("", chunk.size(), (int) crc.getValue(), chunk, content);
        chunk.clear();
        content.clear();
    }

    /** Adds a metadata record, in front of the chunk under way. */
    public void metadata(String name, Map<String, String> values) throws IOException {
        out.metadata(name, values);
    }

    /** Adds a file, in front of the chunk under way. */
    public void attachment(McapAttachment attachment) throws IOException {
        out.attachment(attachment);
    }

    /** Writes the summary and ends the file; the stream stays open. */
    @Override
    public void close() throws IOException {
        endChunk();
        out.finish();
    }
}
