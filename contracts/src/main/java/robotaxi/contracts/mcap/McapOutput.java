package robotaxi.contracts.mcap;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** A file record by record: what was written where, and from that its indexes, its summary and its checksums. */
final class McapOutput {
    private static final int SMALL = 256;

    private final OutputStream out;
    private final McapLayout layout;
    private final CRC32 dataCrc = new CRC32();
    private final LittleEndian schemas = new LittleEndian(SMALL);
    private final LittleEndian channels = new LittleEndian(SMALL);
    private final LittleEndian chunkIndexes = new LittleEndian(SMALL);
    private final LittleEndian attachmentIndexes = new LittleEndian(SMALL);
    private final LittleEndian metadataIndexes = new LittleEndian(SMALL);
    private final Map<Integer, Long> messagesOf = new TreeMap<>();
    private int schemaCount;
    private int attachmentCount;
    private int metadataCount;
    private int chunkCount;
    private int channelCount;
    private long messages;
    private long first;
    private long last;
    private long position;

    McapOutput(OutputStream out, McapLayout layout) {
        this.out = out;
        this.layout = layout;
    }

    /** A chunk's messages of one channel, and the times of all of them. */
    static final class ChunkContent {
        private final Map<Integer, LittleEndian> entries = new LinkedHashMap<>();
        private long first;
        private long last;
        private boolean hasMessages;

        void message(int channel, long logTime, long offset) {
            first = hasMessages ? Math.min(first, logTime) : logTime;
            last = hasMessages ? Math.max(last, logTime) : logTime;
            hasMessages = true;
            entries.computeIfAbsent(channel, _ -> new LittleEndian(SMALL))
                    .u64(logTime)
                    .u64(offset);
        }

        void clear() {
            entries.clear();
            hasMessages = false;
            first = 0;
            last = 0;
        }
    }

    void begin(String profile, String library) throws IOException {
        var begin = new LittleEndian(SMALL).raw(Opcode.magic());
        int record = begin.begin(Opcode.HEADER);
        end(begin.text(profile).text(library), record);
        write(begin);
    }

    /** A record that may grow in a later version of the format. */
    private void end(LittleEndian into, int begun) {
        if (layout.isPadded()) {
            into.u8(0x01).u8(0xFF).u8(0xFF);
        }
        into.end(begun);
    }

    /** Writes a schema's record into a chunk or the file, and remembers it for the summary. */
    void schema(LittleEndian into, boolean inChunk, int id, String name, String encoding, byte[] data) {
        int begun = into.begin(Opcode.SCHEMA);
        endIn(into.u16(id).text(name).text(encoding).bytes32(data), inChunk, begun);
        rememberSchema(id, name, encoding, data);
    }

    void rememberSchema(int id, String name, String encoding, byte[] data) {
        int begun = schemas.begin(Opcode.SCHEMA);
        end(schemas.u16(id).text(name).text(encoding).bytes32(data), begun);
        schemaCount++;
    }

    /** The same of a channel. */
    void channel(
            LittleEndian into,
            boolean inChunk,
            int id,
            int schemaId,
            String topic,
            String messageEncoding,
            Map<String, String> metadata) {
        int begun = into.begin(Opcode.CHANNEL);
        endIn(into.u16(id).u16(schemaId).text(topic).text(messageEncoding).texts(metadata), inChunk, begun);
        rememberChannel(id, schemaId, topic, messageEncoding, metadata);
    }

    void rememberChannel(int id, int schemaId, String topic, String messageEncoding, Map<String, String> metadata) {
        int begun = channels.begin(Opcode.CHANNEL);
        end(channels.u16(id).u16(schemaId).text(topic).text(messageEncoding).texts(metadata), begun);
        channelCount++;
    }

    private void endIn(LittleEndian into, boolean inChunk, int begun) {
        if (inChunk) {
            into.end(begun);
        } else {
            end(into, begun);
        }
    }

    void counted(int channel, long logTime) {
        first = messages == 0 ? logTime : Math.min(first, logTime);
        last = messages == 0 ? logTime : Math.max(last, logTime);
        messages++;
        messagesOf.merge(channel, 1L, Long::sum);
    }

    /** A chunk as it is packed, with its message indexes. */
    void chunk(String compression, long unpackedBytes, int crc, LittleEndian packed, ChunkContent content)
            throws IOException {
        var head = new LittleEndian(SMALL);
        int begun = head.begin(Opcode.CHUNK);
        head.u64(content.first).u64(content.last).u64(unpackedBytes).u32(crc).text(compression);
        head.u64(packed.size());
        long start = position;
        // Its length covers the packed records, which are written from where they stand.
        head.endWith(begun, packed.size());
        write(head);
        write(packed);
        long length = position - start;
        long indexStart = position;
        var offsets = new LittleEndian(SMALL);
        if (layout.messageIndex()) {
            for (var entries : content.entries.entrySet()) {
                offsets.u16(entries.getKey()).u64(position);
                var index = new LittleEndian(SMALL);
                int record = index.begin(Opcode.MESSAGE_INDEX);
                index.u16(entries.getKey()).u32(entries.getValue().size()).append(entries.getValue());
                end(index, record);
                write(index);
            }
        }
        int record = chunkIndexes.begin(Opcode.CHUNK_INDEX);
        chunkIndexes
                .u64(content.first)
                .u64(content.last)
                .u64(start)
                .u64(length)
                .u32(offsets.size())
                .append(offsets)
                .u64(position - indexStart)
                .text(compression)
                .u64(packed.size())
                .u64(unpackedBytes);
        end(chunkIndexes, record);
        chunkCount++;
    }

    void metadata(String name, Map<String, String> values) throws IOException {
        var record = new LittleEndian(SMALL);
        int begun = record.begin(Opcode.METADATA);
        end(record.text(name).texts(values), begun);
        int index = metadataIndexes.begin(Opcode.METADATA_INDEX);
        end(metadataIndexes.u64(position).u64(record.size()).text(name), index);
        write(record);
        metadataCount++;
    }

    void attachment(McapAttachment attachment) throws IOException {
        byte[] data = attachment.data();
        var record = new LittleEndian(SMALL + data.length);
        int begun = record.begin(Opcode.ATTACHMENT);
        record.u64(attachment.logTime())
                .u64(attachment.createTime())
                .text(attachment.name())
                .text(attachment.mediaType())
                .bytes64(data);
        var crc = new CRC32();
        record.addTo(crc, Opcode.PREFIX_BYTES);
        end(record.u32(crc.getValue()), begun);
        int index = attachmentIndexes.begin(Opcode.ATTACHMENT_INDEX);
        attachmentIndexes
                .u64(position)
                .u64(record.size())
                .u64(attachment.logTime())
                .u64(attachment.createTime())
                .u64(data.length)
                .text(attachment.name())
                .text(attachment.mediaType());
        end(attachmentIndexes, index);
        write(record);
        attachmentCount++;
    }

    /** Ends the data, and writes the summary. */
    void finish() throws IOException {
        var end = new LittleEndian(SMALL);
        int dataEnd = end.begin(Opcode.DATA_END);
        end.u32(dataCrc.getValue()).end(dataEnd);
        write(end);
        long summaryStart = position;
        var summary = new LittleEndian(SMALL);
        var offsets = new LittleEndian(SMALL);
        group(layout.schemas(), Opcode.SCHEMA, schemas, summary, offsets);
        group(layout.channels(), Opcode.CHANNEL, channels, summary, offsets);
        group(layout.statistics(), Opcode.STATISTICS, statistics(), summary, offsets);
        group(layout.metadataIndex(), Opcode.METADATA_INDEX, metadataIndexes, summary, offsets);
        group(layout.attachmentIndex(), Opcode.ATTACHMENT_INDEX, attachmentIndexes, summary, offsets);
        group(layout.chunkIndex(), Opcode.CHUNK_INDEX, chunkIndexes, summary, offsets);
        long offsetStart = offsets.size() == 0 ? 0 : summaryStart + summary.size();
        boolean isEmpty = summary.size() == 0;
        summary.append(offsets);
        // The checksum covers the summary and the footer up to the checksum itself.
        int footer = summary.begin(Opcode.FOOTER);
        summary.u64(isEmpty ? 0 : summaryStart).u64(offsetStart);
        var crc = new CRC32();
        summary.endWith(footer, Integer.BYTES);
        summary.addTo(crc);
        summary.u32(crc.getValue()).raw(Opcode.magic());
        write(summary);
        out.flush();
    }

    private void group(boolean isWanted, int opcode, LittleEndian records, LittleEndian summary, LittleEndian offsets) {
        if (!isWanted || records.size() == 0) {
            return;
        }
        if (layout.summaryOffsets()) {
            int begun = offsets.begin(Opcode.SUMMARY_OFFSET);
            end(offsets.u8(opcode).u64(position + summary.size()).u64(records.size()), begun);
        }
        summary.append(records);
    }

    private LittleEndian statistics() {
        var record = new LittleEndian(SMALL);
        int begun = record.begin(Opcode.STATISTICS);
        record.u64(messages)
                .u16(schemaCount)
                .u32(channelCount)
                .u32(attachmentCount)
                .u32(metadataCount)
                .u32(chunkCount)
                .u64(first)
                .u64(last)
                .u32(messagesOf.size() * 10L);
        messagesOf.forEach((channel, count) -> record.u16(channel).u64(count));
        end(record, begun);
        return record;
    }

    void write(LittleEndian bytes) throws IOException {
        bytes.writeTo(out);
        bytes.addTo(dataCrc);
        position += bytes.size();
    }
}
