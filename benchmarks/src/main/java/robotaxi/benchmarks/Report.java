package robotaxi.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** A result as it is printed and kept. */
record Report(String name, String machine, long seed, boolean quick, Map<String, Object> metrics) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One line of JSON. */
    String line() {
        try {
            return JSON.writeValueAsString(fields());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps it in a file, with the day it was taken on. */
    void write(Path file, LocalDate date) {
        Map<String, Object> all = fields();
        all.put("date", date.toString());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            String text = JSON.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all);
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a plot beside a result's file. */
    static void writePlot(Path file, String svg) {
        String name = file.getFileName().toString().replaceFirst("\\.json$", "") + ".svg";
        try {
            Files.writeString(file.resolveSibling(name), svg);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("machine", machine);
        fields.put("seed", seed);
        fields.put("quick", quick);
        fields.put("metrics", metrics);
        return fields;
    }
}
