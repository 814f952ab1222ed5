package robotaxi.benchmarks.evidence.adapter;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import robotaxi.benchmarks.evidence.SafetyRecord;
import robotaxi.contracts.link.v1.Uplink;
import robotaxi.local.stack.StackFolder;

/**
 * The safety lanes on the cars' disks. A segment stays until all of it was acknowledged, so this is everything that a car
 * wrote down and has not been able to forget yet.
 */
public final class CarDisks {
    private final Path agent;

    /** The disks of the local fleet. */
    public CarDisks(StackFolder folder) {
        this.agent = folder.root().resolve("agent");
    }

    /** All records. */
    public Set<SafetyRecord> safetyEvents() {
        Set<SafetyRecord> records = new HashSet<>();
        try (Stream<Path> cars = Files.list(agent)) {
            for (Path car : cars.toList()) {
                Path lane = car.resolve("queue/safety");
                if (Files.isDirectory(lane)) {
                    try (Stream<Path> segments = Files.list(lane)) {
                        for (Path segment : segments.toList()) {
                            if (segment.toString().endsWith(".segment")) {
                                read(car.getFileName().toString(), segment, records);
                            }
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    /** Each record: length, checksum, then the sequence and the frame. The last one may be half written. */
    static void read(String vehicleId, Path segment, Set<SafetyRecord> into) throws IOException {
        try (var in = new DataInputStream(Files.newInputStream(segment))) {
            while (true) {
                int length = in.readInt();
                in.skipNBytes(Integer.BYTES);
                byte[] payload = in.readNBytes(length);
                if (payload.length < length) {
                    return;
                }
                Uplink frame = Uplink.parser().parseFrom(payload, Long.BYTES, length - Long.BYTES);
                into.add(new SafetyRecord(
                        vehicleId, frame.getSequence(), frame.getSafety().getEventId()));
            }
        } catch (EOFException end) {
            return;
        } catch (NoSuchFileException acknowledged) {
            return;
        }
    }
}
