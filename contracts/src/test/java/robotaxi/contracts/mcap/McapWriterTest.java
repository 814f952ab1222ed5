package robotaxi.contracts.mcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class McapWriterTest {
    private static final int MESSAGES = 300;

    private static byte[] file() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (McapWriter mcap = new McapWriter(out, "test")) {
            int one = 1;
            int two = 2;
            mcap.schema(1, "a.B", "protobuf", new byte[] {1, 2});
            mcap.channel(one, 1, "/one", "protobuf", Map.of());
            mcap.channel(two, 1, "/two", "protobuf", Map.of());
            mcap.metadata("incident", Map.of("event_id", "e1"));
            for (int i = 0; i < MESSAGES; i++) {
                mcap.message(i % 3 == 0 ? two : one, i, 1_000 + i, 1_000 + i, new byte[10_000]);
            }
        }
        return out.toByteArray();
    }

    private record Found(int opcode, int offset, int length, ByteBuffer content) {}

    private static List<Found> records(byte[] file) {
        List<Found> out = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        in.position(8);
        while (in.position() < file.length - 8) {
            int at = in.position();
            int opcode = in.get();
            int length = (int) in.getLong();
            out.add(new Found(
                    opcode,
                    at,
                    length + 9,
                    ByteBuffer.wrap(file, in.position(), length).slice().order(ByteOrder.LITTLE_ENDIAN)));
            in.position(in.position() + length);
        }
        return out;
    }

    private static long crc(byte[] file, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(file, from, to - from);
        return crc.getValue();
    }

    private static Found only(List<Found> records, int opcode) {
        List<Found> found = records.stream().filter(r -> r.opcode == opcode).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @Test
    void magicAndBothSectionChecksumsHold() throws IOException {
        byte[] file = file();
        List<Found> records = records(file);
        Found dataEnd = only(records, 0x0F);
        Found footer = only(records, 0x02);

        assertThat(Arrays.copyOf(file, 8)).isEqualTo(Opcode.magic());
        assertThat(Arrays.copyOfRange(file, file.length - 8, file.length)).isEqualTo(Opcode.magic());
        assertThat(Integer.toUnsignedLong(dataEnd.content.getInt(0))).isEqualTo(crc(file, 0, dataEnd.offset));
        long summaryStart = footer.content.getLong(0);
        assertThat(summaryStart).isEqualTo(dataEnd.offset + 13);
        assertThat(Integer.toUnsignedLong(footer.content.getInt(16)))
                .isEqualTo(crc(file, (int) summaryStart, footer.offset + 25));
    }

    @Test
    void everyMessageIsFoundThroughTheIndexes() throws IOException {
        byte[] file = file();
        List<Found> records = records(file);
        int found = 0;
        for (Found index : records.stream().filter(r -> r.opcode == 0x08).toList()) {
            ByteBuffer in = index.content;
            int chunkStart = (int) in.getLong(16);
            assertThat(file[chunkStart]).isEqualTo((byte) 0x06);
            int offsetsBytes = in.getInt(32);
            for (int at = 36; at < 36 + offsetsBytes; at += 10) {
                found += checkMessageIndex(file, chunkStart, (int) in.getLong(at + 2), in.getShort(at));
            }
        }
        assertThat(found).isEqualTo(MESSAGES);
        assertThat(records.stream().filter(r -> r.opcode == 0x06)).hasSizeGreaterThan(2);
        assertThat(only(records, 0x0B).content.getLong(0)).isEqualTo(MESSAGES);
    }

    private static int checkMessageIndex(byte[] file, int chunkStart, int indexAt, int channel) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file[indexAt]).isEqualTo((byte) 0x07);
        assertThat(in.getShort(indexAt + 9)).isEqualTo((short) channel);
        int entries = in.getInt(indexAt + 11) / 16;
        // Chunk: prefix 9, two times, size, checksum, empty compression, length of records.
        int recordsAt = chunkStart + 9 + 8 + 8 + 8 + 4 + 4 + 8;
        int recordsLength = (int) in.getLong(recordsAt - 8);
        assertThat(Integer.toUnsignedLong(in.getInt(chunkStart + 9 + 24)))
                .isEqualTo(crc(file, recordsAt, recordsAt + recordsLength));
        for (int i = 0; i < entries; i++) {
            long time = in.getLong(indexAt + 15 + i * 16);
            int message = recordsAt + (int) in.getLong(indexAt + 15 + i * 16 + 8);
            assertThat(file[message]).isEqualTo((byte) 0x05);
            assertThat(in.getShort(message + 9)).isEqualTo((short) channel);
            assertThat(in.getLong(message + 15)).isEqualTo(time);
        }
        return entries;
    }

    @Test
    void theSummaryRepeatsSchemasAndChannels() throws IOException {
        byte[] file = file();
        List<Found> records = records(file);
        long summaryStart = only(records, 0x02).content.getLong(0);

        assertThat(records.stream().filter(r -> r.opcode == 0x03 && r.offset >= summaryStart))
                .hasSize(1);
        assertThat(records.stream().filter(r -> r.opcode == 0x04 && r.offset >= summaryStart))
                .hasSize(2);
        assertThat(records.stream().filter(r -> r.opcode == 0x0D)).hasSize(1);
    }
}
