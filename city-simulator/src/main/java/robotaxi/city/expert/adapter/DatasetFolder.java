package robotaxi.city.expert.adapter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import robotaxi.city.expert.Reason;
import robotaxi.city.expert.Sample;
import robotaxi.city.scene.adapter.ColumnFiles;

/** A data set of samples from a city's roads, format robotaxi-dataset/1. */
public final class DatasetFolder implements AutoCloseable {
    private final ColumnFiles files;
    private final long seed;
    private final Map<Reason, Integer> reasons = new LinkedHashMap<>();
    private int count;

    /** Opens a new data set in a folder. */
    public DatasetFolder(Path folder, long seed) throws IOException {
        this.files = new ColumnFiles(folder);
        this.seed = seed;
        files.open("pixel_values", "uint8", 6, Sample.HEIGHT, Sample.WIDTH);
        files.open("ego_history", "float32", Sample.HISTORY, 4);
        files.open("route", "float32", Sample.WAYPOINTS, 2);
        files.open("context", "float32", 4);
        files.open("actions", "float32", Sample.STEPS, 2);
        files.open("reason", "uint8");
        files.open("distance", "uint8");
        files.open("place", "int32");
    }

    /** Adds one sample. */
    public void add(Sample sample) throws IOException {
        files.write("pixel_values", sample.pixels);
        files.write("ego_history", sample.history);
        files.write("route", sample.route);
        files.write("context", sample.context);
        files.write("actions", sample.actions);
        files.write("reason", new byte[] {(byte) sample.reason().index()});
        files.write("distance", new byte[] {(byte) sample.distanceBin()});
        files.write("place", sample.place());
        reasons.merge(sample.reason(), 1, Integer::sum);
        count++;
    }

    /** Finishes the files and writes dataset.json. */
    @Override
    public void close() throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", "robotaxi-dataset/1");
        json.put("count", count);
        json.put("seed", seed);
        json.put("split", "by place: the 200 m cell in field place, never by frame");
        json.put("map", "© OpenStreetMap contributors, ODbL 1.0");
        json.put("reasons", reasons);
        files.finish(json);
    }
}
