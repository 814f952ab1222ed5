package robotaxi.city.scene.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A data set on disk: one raw little-endian file a field, and dataset.json with shapes, counts and checksums. */
public final class ColumnFiles {
    private final Path folder;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    private record Column(String file, String type, List<Integer> shape, DigestOutputStream out) {}

    /** Files in a folder, which is made where it is missing. */
    public ColumnFiles(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
    }

    /** Adds a field. */
    public void open(String name, String type, Integer... shape) throws IOException {
        OutputStream file = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name + ".bin")), 1 << 20);
        columns.put(
                name, new Column(name + ".bin", type, Arrays.asList(shape), new DigestOutputStream(file, sha256())));
    }

    /** Writes one sample's bytes of a field. */
    public void write(String name, byte[] bytes) throws IOException {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("Unknown field " + name);
        }
        column.out.write(bytes);
    }

    /** Writes one sample's numbers of a field. */
    public void write(String name, float[] values) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        write(name, buffer.array());
    }

    /** Writes one sample's number of a field. */
    public void write(String name, int value) throws IOException {
        write(
                name,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(value)
                        .array());
    }

    /** Finishes the files and writes dataset.json: what is handed in, then the fields. */
    public void finish(Map<String, Object> head) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Column> entry : columns.entrySet()) {
            Column column = entry.getValue();
            column.out.close();
            String sum = HexFormat.of().formatHex(column.out.getMessageDigest().digest());
            fields.put(
                    entry.getKey(),
                    Map.of("file", column.file, "type", column.type, "shape", column.shape, "sha256", sum));
        }
        Map<String, Object> json = new LinkedHashMap<>(head);
        json.put("fields", fields);
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve("dataset.json").toFile(), json);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
