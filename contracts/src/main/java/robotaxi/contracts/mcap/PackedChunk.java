package robotaxi.contracts.mcap;

/**
 * A chunk as it stands in a file.
 *
 * @param unpackedBytes length of its records
 * @param crc of its records; 0 if nobody took it
 */
record PackedChunk(int unpackedBytes, int crc, String compression, byte[] packed) {
    static PackedChunk read(byte[] content) {
        McapFields fields = new McapFields(content);
        fields.positiveLong();
        fields.positiveLong();
        int length = McapInput.checkedLength(fields.positiveLong());
        int crc = (int) fields.unsignedInt();
        String compression = fields.text();
        return new PackedChunk(length, crc, compression, fields.bytes(fields.positiveLong()));
    }

    /** Its records, checked. */
    byte[] unpacked(ChunkCodec codec) {
        byte[] records = codec.unpack(compression, packed, unpackedBytes);
        if (records.length != unpackedBytes) {
            throw new MalformedMcapException("a chunk has another length than it says");
        }
        if (crc != 0) {
            McapInput.requireCrc(records, crc, "a chunk is damaged");
        }
        return records;
    }
}
