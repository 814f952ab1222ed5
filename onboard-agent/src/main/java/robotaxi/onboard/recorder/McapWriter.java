package robotaxi.onboard.recorder;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Writes an MCAP file with chunks, message indexes, a summary and every checksum. All schemas and channels stand in front of
 * the first chunk, and again in the summary.
 *
 * @see <a href="https://mcap.dev/spec">MCAP specification</a>
 */
public final class McapWriter implements Closeable {
    /** First and last bytes of a file. */
    static final byte[] MAGIC = {(byte) 0x89, 'M', 'C', 'A', 'P', '0', '\r', '\n'};

    private static final int HEADER = 0x01;
    private static final int FOOTER = 0x02;
    private static final int SCHEMA = 0x03;
    private static final int CHANNEL = 0x04;
    private static final int MESSAGE = 0x05;
    private static final int CHUNK = 0x06;
    private static final int MESSAGE_INDEX = 0x07;
    private static final int CHUNK_INDEX = 0x08;
    private static final int STATISTICS = 0x0B;
    private static final int METADATA = 0x0C;
    private static final int METADATA_INDEX = 0x0D;
    private static final int SUMMARY_OFFSET = 0x0E;
    private static final int DATA_END = 0x0F;
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int RECORD_PREFIX = 9;

    private final OutputStream out;
    private final CRC32 dataCrc = new CRC32();
    private final List<byte[]> schemas = new ArrayList<>();
    private final List<byte[]> channels = new ArrayList<>();
    private final List<byte[]> chunkIndexes = new ArrayList<>();
    private final List<byte[]> metadataIndexes = new ArrayList<>();
    private final Map<Integer, Long> counts = new TreeMap<>();
    private ByteSink chunk = new ByteSink();
    private Map<Integer, ByteSink> chunkEntries = new LinkedHashMap<>();
    private long chunkFirst;
    private long chunkLast;
    private long first;
    private long last;
    private long messages;
    private long position;

    /** Begins a file. */
    public McapWriter(OutputStream out, String library) throws IOException {
        this.out = out;
        write(MAGIC);
        write(record(HEADER, new ByteSink().text("").text(library)));
    }

    /** Adds a protobuf schema: its full name and a FileDescriptorSet with all imports. Answers its id. */
    public int schema(String name, byte[] descriptorSet) throws IOException {
        int id = schemas.size() + 1;
        byte[] record = record(
                SCHEMA, new ByteSink().u16(id).text(name).text("protobuf").bytes32(descriptorSet));
        schemas.add(record);
        write(record);
        return id;
    }

    /** Adds a topic. Answers its channel's id. */
    public int channel(String topic, int schemaId) throws IOException {
        int id = channels.size() + 1;
        byte[] record = record(
                CHANNEL,
                new ByteSink()
                        .u16(id)
                        .u16(schemaId)
                        .text(topic)
                        .text("protobuf")
                        .texts(Map.of()));
        channels.add(record);
        counts.put(id, 0L);
        write(record);
        return id;
    }

    /** Adds a metadata record. */
    public void metadata(String name, Map<String, String> values) throws IOException {
        endChunk();
        byte[] record = record(METADATA, new ByteSink().text(name).texts(values));
        metadataIndexes.add(record(
                METADATA_INDEX, new ByteSink().u64(position).u64(record.length).text(name)));
        write(record);
    }

    /** Adds a message; the time is Unix nanoseconds. */
    public void message(int channelId, long sequence, long timeNanos, byte[] data) throws IOException {
        if (chunk.size() > 0 && chunk.size() + data.length > CHUNK_BYTES) {
            endChunk();
        }
        boolean firstOfChunk = chunk.size() == 0;
        chunkFirst = firstOfChunk ? timeNanos : Math.min(chunkFirst, timeNanos);
        chunkLast = firstOfChunk ? timeNanos : Math.max(chunkLast, timeNanos);
        first = messages == 0 ? timeNanos : Math.min(first, timeNanos);
        last = messages == 0 ? timeNanos : Math.max(last, timeNanos);
        chunkEntries
                .computeIfAbsent(channelId, _ -> new ByteSink())
                .u64(timeNanos)
                .u64(chunk.size());
        chunk.raw(record(
                MESSAGE,
                new ByteSink()
                        .u16(channelId)
                        .u32(sequence)
                        .u64(timeNanos)
                        .u64(timeNanos)
                        .raw(data)));
        messages++;
        counts.merge(channelId, 1L, Long::sum);
    }

    /** Ends a lane: what follows goes into a chunk of its own. */
    public void endChunk() throws IOException {
        if (chunk.size() == 0) {
            return;
        }
        byte[] records = chunk.toBytes();
        CRC32 crc = new CRC32();
        crc.update(records);
        long chunkStart = position;
        byte[] chunkRecord = record(
                CHUNK,
                new ByteSink()
                        .u64(chunkFirst)
                        .u64(chunkLast)
                        .u64(records.length)
                        .u32(crc.getValue())
                        .text("")
                        .bytes64(records));
        write(chunkRecord);
        long indexStart = position;
        ByteSink offsets = new ByteSink();
        for (var entries : chunkEntries.entrySet()) {
            offsets.u16(entries.getKey()).u64(position);
            write(record(
                    MESSAGE_INDEX,
                    new ByteSink()
                            .u16(entries.getKey())
                            .bytes32(entries.getValue().toBytes())));
        }
        chunkIndexes.add(record(
                CHUNK_INDEX,
                new ByteSink()
                        .u64(chunkFirst)
                        .u64(chunkLast)
                        .u64(chunkStart)
                        .u64(chunkRecord.length)
                        .bytes32(offsets.toBytes())
                        .u64(position - indexStart)
                        .text("")
                        .u64(records.length)
                        .u64(records.length)));
        chunk = new ByteSink();
        chunkEntries = new LinkedHashMap<>();
    }

    /** Writes the summary and ends the file; the stream stays open. */
    @Override
    public void close() throws IOException {
        endChunk();
        long dataChecksum = dataCrc.getValue();
        write(record(DATA_END, new ByteSink().u32(dataChecksum)));
        long summaryStart = position;
        ByteSink summary = new ByteSink();
        ByteSink offsets = new ByteSink();
        group(SCHEMA, schemas, summaryStart, summary, offsets);
        group(CHANNEL, channels, summaryStart, summary, offsets);
        group(STATISTICS, List.of(statistics()), summaryStart, summary, offsets);
        group(METADATA_INDEX, metadataIndexes, summaryStart, summary, offsets);
        group(CHUNK_INDEX, chunkIndexes, summaryStart, summary, offsets);
        long offsetStart = summaryStart + summary.size();
        summary.raw(offsets.toBytes());
        // The checksum covers the summary and the footer up to the checksum itself.
        byte[] footerHead = new ByteSink()
                .u8(FOOTER)
                .u64(20)
                .u64(summaryStart)
                .u64(offsetStart)
                .toBytes();
        CRC32 crc = new CRC32();
        crc.update(summary.toBytes());
        crc.update(footerHead);
        write(summary.toBytes());
        write(footerHead);
        write(new ByteSink().u32(crc.getValue()).toBytes());
        write(MAGIC);
        out.flush();
    }

    private static void group(int opcode, List<byte[]> records, long base, ByteSink summary, ByteSink offsets) {
        if (records.isEmpty()) {
            return;
        }
        long start = base + summary.size();
        records.forEach(summary::raw);
        offsets.raw(record(SUMMARY_OFFSET, new ByteSink().u8(opcode).u64(start).u64(base + summary.size() - start)));
    }

    private byte[] statistics() {
        ByteSink perChannel = new ByteSink();
        counts.forEach((channel, count) -> perChannel.u16(channel).u64(count));
        return record(
                STATISTICS,
                new ByteSink()
                        .u64(messages)
                        .u16(schemas.size())
                        .u32(channels.size())
                        .u32(0)
                        .u32(metadataIndexes.size())
                        .u32(chunkIndexes.size())
                        .u64(first)
                        .u64(last)
                        .bytes32(perChannel.toBytes()));
    }

    private static byte[] record(int opcode, ByteSink content) {
        byte[] body = content.toBytes();
        byte[] record = new ByteSink().u8(opcode).u64(body.length).raw(body).toBytes();
        assert record.length == RECORD_PREFIX + body.length;
        return record;
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        dataCrc.update(bytes);
        position += bytes.length;
    }
}
