package robotaxi.benchmarks.car;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import robotaxi.contracts.link.v1.Lane;

/**
 * What a car swears to, a line for each thing, written after it happened. It lies beside the car's disk: no power cut harms it, and
 * a line that a killed process left half written has no full stop.
 */
final class CarDiary implements Closeable {
    private final OutputStream out;

    CarDiary(Path file) throws IOException {
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        out.write('\n');
    }

    /** A start: the lane's records up to the sequence are no longer on the disk, whatever became of them. */
    void starts(Lane lane, long gone) {
        write("starts " + word(lane) + " " + gone);
    }

    /**
     * The queue took a record.
     *
     * @param moment records of the same moment may be conflated
     */
    void took(Lane lane, long sequence, long number, long moment) {
        write("took " + word(lane) + " " + sequence + " " + number + " " + moment);
    }

    /** The car was allowed to forget all up to the sequence. */
    void acknowledged(Lane lane, long sequence) {
        write("acknowledged " + word(lane) + " " + sequence);
    }

    private static String word(Lane lane) {
        return lane.name().substring("LANE_".length()).toLowerCase(Locale.ROOT);
    }

    private synchronized void write(String line) {
        try {
            out.write((line + " .\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
