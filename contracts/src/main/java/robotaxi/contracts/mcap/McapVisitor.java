package robotaxi.contracts.mcap;

import java.util.Map;

/** Is shown the content of a recording, in file order. */
public interface McapVisitor {
    /**
     * A message.
     *
     * @param topic its channel's topic
     * @param schema name of its message type, or empty
     * @param logTimeNanos Unix nanoseconds
     * @param data as encoded
     */
    void message(String topic, String schema, long logTimeNanos, byte[] data);

    /** A metadata record. */
    default void metadata(String name, Map<String, String> values) {}
}
