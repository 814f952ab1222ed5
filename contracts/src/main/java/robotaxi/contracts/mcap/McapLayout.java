package robotaxi.contracts.mcap;

/**
 * Which of the optional records a file has.
 *
 * @param chunks messages, schemas and channels stand in chunks
 * @param messageIndex after each chunk, where each of its messages is
 * @param statistics counts in the summary
 * @param schemas repeated in the summary
 * @param channels repeated in the summary
 * @param attachmentIndex in the summary
 * @param metadataIndex in the summary
 * @param chunkIndex in the summary
 * @param summaryOffsets where each group of the summary is
 * @param isPadded three bytes more in each record that may grow, as a later version of the format would have them; for tests
 */
public record McapLayout(
        boolean chunks,
        boolean messageIndex,
        boolean statistics,
        boolean schemas,
        boolean channels,
        boolean attachmentIndex,
        boolean metadataIndex,
        boolean chunkIndex,
        boolean summaryOffsets,
        boolean isPadded) {
    /** Everything that helps a reader. */
    public static final McapLayout FULL = new McapLayout(true, true, true, true, true, true, true, true, true, false);
}
