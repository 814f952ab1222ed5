package robotaxi.benchmarks.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What a power cut does to the queues of a killed car. Nothing of the newest file of a lane that does not sync need have reached the
 * disk; of a lane that syncs, only the record that was being appended. Either may end in something that is no record.
 */
public final class PowerCut {
    private static final int MOST_TORN_BYTES = 400;

    private final Random chance;

    /** By chance. */
    public PowerCut(Random chance) {
        this.chance = chance;
    }

    /** Strikes the queues in a folder. */
    public void strike(Path queues) throws IOException {
        strike(queues.resolve("safety"), true);
        strike(queues.resolve("event"), true);
        strike(queues.resolve("telemetry"), false);
    }

    private void strike(Path lane, boolean syncs) throws IOException {
        Optional<Path> newest = newest(lane);
        if (newest.isEmpty()) {
            return;
        }
        try (FileChannel file = FileChannel.open(newest.get(), StandardOpenOption.WRITE)) {
            if (!syncs) {
                file.truncate(chance.nextLong(file.size() + 1));
            }
            if (chance.nextBoolean()) {
                file.write(torn(), file.size());
            }
        }
    }

    /** The beginning of a record with other bytes behind it, or a file that grew before its bytes were written: zeros. */
    private ByteBuffer torn() {
        byte[] bytes = new byte[1 + chance.nextInt(MOST_TORN_BYTES)];
        if (chance.nextBoolean()) {
            chance.nextBytes(bytes);
            if (bytes.length >= Integer.BYTES) {
                ByteBuffer.wrap(bytes).putInt(bytes.length);
            }
        }
        return ByteBuffer.wrap(bytes);
    }

    private static Optional<Path> newest(Path lane) throws IOException {
        if (!Files.isDirectory(lane)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(lane)) {
            return files.filter(file -> file.toString().endsWith(".segment")).max(Path::compareTo);
        }
    }
}
