package robotaxi.city.scene.adapter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import robotaxi.city.scene.CarefulDriver;
import robotaxi.city.scene.Snapshot;
import robotaxi.city.scene.Split;
import robotaxi.city.scene.Template;
import robotaxi.city.scene.Words;

/** A data set of snapshots from scenes, format robotaxi-dataset/2. */
public final class SnapshotFolder implements AutoCloseable {
    private final ColumnFiles files;
    private final long seed;
    private final Split split;
    private final Map<String, Integer> templates = new TreeMap<>();
    private final Map<String, Integer> sentences = new TreeMap<>();
    private int count;

    /** Opens a new data set in a folder. */
    public SnapshotFolder(Path folder, long seed, Split split) throws IOException {
        this.files = new ColumnFiles(folder);
        this.seed = seed;
        this.split = split;
        files.open("pixel_values", "uint8", Snapshot.PICTURES, 3, Snapshot.HEIGHT, Snapshot.WIDTH);
        files.open("ego_history", "float32", Snapshot.HISTORY, 4);
        files.open("route", "float32", Snapshot.WAYPOINTS, 2);
        files.open("actions", "float32", CarefulDriver.STEPS, 2);
        files.open("text", "uint8", Words.PLACES);
        files.open("template", "uint8", 1);
        files.open("place", "int32", 1);
    }

    /** Adds one snapshot. */
    public void add(Snapshot snapshot) throws IOException {
        Template template = snapshot.scene().template();
        files.write("pixel_values", snapshot.pixels);
        files.write("ego_history", snapshot.history);
        files.write("route", snapshot.route);
        files.write("actions", snapshot.actions);
        files.write("text", Words.encode(snapshot.thought()));
        files.write("template", new byte[] {(byte) template.number()});
        files.write("place", snapshot.scene().seed());
        templates.merge(template.label(), 1, Integer::sum);
        sentences.merge(Words.sentence(snapshot.thought()), 1, Integer::sum);
        count++;
    }

    /** Finishes the files and writes dataset.json. */
    @Override
    public void close() throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", "robotaxi-dataset/2");
        json.put("count", count);
        json.put("seed", seed);
        json.put("part", split.name().toLowerCase(Locale.ROOT));
        json.put("split", Split.RULE);
        json.put("words", Words.all());
        json.put(
                "templates",
                Arrays.stream(Template.values()).map(Template::label).toList());
        json.put("template_counts", templates);
        json.put("sentence_counts", sentences);
        files.finish(json);
    }
}
