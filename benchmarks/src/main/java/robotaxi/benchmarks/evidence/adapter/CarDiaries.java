package robotaxi.benchmarks.evidence.adapter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import robotaxi.benchmarks.evidence.LaneTrail;
import robotaxi.benchmarks.evidence.LaneTrail.LaneName;
import robotaxi.benchmarks.evidence.LaneTrail.Taken;

/**
 * What cars wrote down of their queues, a file for each. A line is {@code starts LANE SEQUENCE .}, {@code took LANE SEQUENCE NUMBER
 * MOMENT .} or {@code acknowledged LANE SEQUENCE .}; one without its full stop was cut by a kill and says nothing.
 */
public final class CarDiaries {
    private static final String FIRST_OF_A_LIFE = "safety";

    private CarDiaries() {}

    /** Reads a folder of them. */
    public static void read(Path folder, LaneTrail trail) {
        try (Stream<Path> diaries = Files.list(folder)) {
            for (Path diary : diaries.sorted().toList()) {
                try (BufferedReader lines = Files.newBufferedReader(diary, StandardCharsets.US_ASCII)) {
                    new Reading(diary.getFileName().toString(), trail).all(lines);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One car's, line by line. */
    private static final class Reading {
        private final String car;
        private final LaneTrail trail;
        private final Map<String, Long> gone = new HashMap<>();
        private int life;

        Reading(String car, LaneTrail trail) {
            this.car = car;
            this.trail = trail;
        }

        void all(BufferedReader lines) throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.endsWith(" .")) {
                    String[] words = line.split(" ", -1);
                    entry(words[0], new LaneName(car, words[1]), words);
                }
            }
        }

        private void entry(String what, LaneName lane, String[] words) {
            long sequence = Long.parseLong(words[2]);
            switch (what) {
                case "starts" -> {
                    life += lane.lane().equals(FIRST_OF_A_LIFE) ? 1 : 0;
                    gone.put(lane.lane(), sequence);
                }
                case "took" -> {
                    var record = new Taken(sequence, Long.parseLong(words[3]), life, Long.parseLong(words[4]));
                    trail.taken(lane, record, !lane.lane().equals("telemetry"));
                }
                case "acknowledged" -> trail.acknowledged(lane, life, gone.getOrDefault(lane.lane(), 0L), sequence);
                default -> throw new IllegalArgumentException("no diary says " + what);
            }
        }
    }
}
