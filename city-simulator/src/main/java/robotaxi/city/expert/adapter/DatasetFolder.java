package robotaxi.city.expert.adapter;

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
import robotaxi.city.expert.Reason;
import robotaxi.city.expert.Sample;

/** A data set on disk: one raw little-endian file a field, and dataset.json with shapes, counts and checksums. */
public final class DatasetFolder implements AutoCloseable {
    private final Path folder;
    private final long seed;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<Reason, Integer> reasons = new LinkedHashMap<>();
    private int count;

    private record Column(String file, String type, List<Integer> shape, DigestOutputStream out) {}

    /** Opens a new data set in a folder. */
    public DatasetFolder(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.seed = seed;
        Files.createDirectories(folder);
        open("pixel_values", "uint8", 6, Sample.HEIGHT, Sample.WIDTH);
        open("ego_history", "float32", Sample.HISTORY, 4);
        open("route", "float32", Sample.WAYPOINTS, 2);
        open("context", "float32", 4);
        open("actions", "float32", Sample.STEPS, 2);
        open("reason", "uint8");
        open("distance", "uint8");
        open("place", "int32");
    }

    private void open(String name, String type, Integer... shape) throws IOException {
        OutputStream file = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name + ".bin")), 1 << 20);
        columns.put(
                name, new Column(name + ".bin", type, Arrays.asList(shape), new DigestOutputStream(file, sha256())));
    }

    /** Adds one sample. */
    public void add(Sample sample) throws IOException {
        write("pixel_values", sample.pixels);
        write("ego_history", floats(sample.history));
        write("route", floats(sample.route));
        write("context", floats(sample.context));
        write("actions", floats(sample.actions));
        write("reason", new byte[] {(byte) sample.reason().index()});
        write("distance", new byte[] {(byte) sample.distanceBin()});
        write(
                "place",
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(sample.place())
                        .array());
        reasons.merge(sample.reason(), 1, Integer::sum);
        count++;
    }

    private void write(String name, byte[] bytes) throws IOException {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("Unknown field " + name);
        }
        column.out.write(bytes);
    }

    private static byte[] floats(float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    /** Finishes the files and writes dataset.json. */
    @Override
    public void close() throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Column> entry : columns.entrySet()) {
            Column column = entry.getValue();
            column.out.close();
            String sum = HexFormat.of().formatHex(column.out.getMessageDigest().digest());
            fields.put(
                    entry.getKey(),
                    Map.of("file", column.file, "type", column.type, "shape", column.shape, "sha256", sum));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", "robotaxi-dataset/1");
        json.put("count", count);
        json.put("seed", seed);
        json.put("split", "by place: the 200 m cell in field place, never by frame");
        json.put("map", "© OpenStreetMap contributors, ODbL 1.0");
        json.put("reasons", reasons);
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
