package robotaxi.contracts.mcap;

/**
 * A file within the file.
 *
 * @param logTime Unix nanoseconds
 * @param createTime Unix nanoseconds
 * @param mediaType RFC 6838
 */
public record McapAttachment(long logTime, long createTime, String name, String mediaType, byte[] data) {}
