package robotaxi.onboard.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.testkit.disk.PowerCut;
import robotaxi.testkit.disk.RecordedDisk;
import robotaxi.testkit.disk.RecordedDisk.Change;

/** A day in the life of two lanes, cut between any two changes of the disk, and opened again. */
class PowerCutTest {
    private static final QueueLimits SAFETY = new QueueLimits(150, 4000, false);
    private static final QueueLimits TELEMETRY = new QueueLimits(150, 450, true);

    @TempDir
    Path folder;

    /** What the program had been told when so many changes were made. */
    private record Told(
            int changes, NavigableSet<Long> safe, long ackedAtMost, long safetyGiven, long telemetryGiven) {}

    private final List<Told> history = new ArrayList<>();
    private final TreeSet<Long> safe = new TreeSet<>();
    private long acked;
    private long safetyGiven;
    private long telemetryGiven;

    private static byte[] body(long sequence) {
        return ("record " + sequence).repeat(1 + (int) (sequence % 4)).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void noCutLosesASafeRecordOrGivesASequenceTwice(long seed) throws IOException {
        RecordedDisk disk = new RecordedDisk(Files.createDirectory(folder.resolve("disk")));
        live(disk, new Random(seed));
        List<Change> changes = List.copyOf(disk.changes);
        assertThat(changes).hasSizeGreaterThan(120);
        assertThat(changes).hasAtLeastOneElementOfType(Change.Deleted.class);

        for (int cut = 0; cut <= changes.size(); cut++) {
            for (PowerCut.Kind kind : PowerCut.Kind.values()) {
                Path left = folder.resolve("left");
                PowerCut.leave(
                        changes.subList(0, cut), folder.resolve("disk"), left, kind, new Random(seed * 1000 + cut));
                check("seed " + seed + ", cut at " + cut + ", " + kind, left, told(cut), toldNext(cut));
                delete(left);
            }
        }
    }

    private void live(RecordedDisk disk, Random random) throws IOException {
        for (int day = 0; day < 3; day++) {
            QueueBudget budget = new QueueBudget();
            try (LaneQueue safety = LaneQueue.open(disk.root().resolve("queue/safety"), SAFETY, budget);
                    LaneQueue telemetry = LaneQueue.open(disk.root().resolve("queue/telemetry"), TELEMETRY, budget)) {
                tell(disk);
                for (int step = 0; step < 16; step++) {
                    act(safety, telemetry, random);
                    tell(disk);
                }
            }
        }
    }

    private void act(LaneQueue safety, LaneQueue telemetry, Random random) {
        switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> {
                safetyGiven = safety.append(PowerCutTest::body);
                safe.add(safetyGiven);
            }
            case 4, 5 -> telemetryGiven = telemetry.append(PowerCutTest::body);
            case 6 -> {
                acked = Math.max(acked, safetyGiven - random.nextInt(6));
                history.add(
                        new Told(history.getLast().changes(), new TreeSet<>(safe), acked, safetyGiven, telemetryGiven));
                safety.acknowledge(acked);
            }
            default -> telemetry.acknowledge(telemetryGiven - random.nextInt(6));
        }
    }

    private void tell(RecordedDisk disk) {
        history.add(new Told(disk.changes.size(), new TreeSet<>(safe), acked, safetyGiven, telemetryGiven));
    }

    private Told told(int cut) {
        return history.stream()
                .filter(told -> told.changes() <= cut)
                .reduce((_, later) -> later)
                .orElse(new Told(0, new TreeSet<>(), 0, 0, 0));
    }

    /** A record may be on the disk before its writer was told so. */
    private Told toldNext(int cut) {
        return history.stream().filter(told -> told.changes() > cut).findFirst().orElse(told(cut));
    }

    private static void check(String what, Path left, Told told, Told next) throws IOException {
        QueueBudget budget = new QueueBudget();
        long given;
        try (LaneQueue safety = LaneQueue.open(left.resolve("queue/safety"), SAFETY, budget);
                LaneQueue telemetry = LaneQueue.open(left.resolve("queue/telemetry"), TELEMETRY, budget)) {
            NavigableSet<Long> kept = read(what, safety);
            assertThat(kept).as(what).containsAll(told.safe().tailSet(told.ackedAtMost(), false));
            assertThat(next.safe()).as(what).containsAll(kept);
            read(what, telemetry);
            given = safety.append(PowerCutTest::body);
            assertThat(given).as(what).isGreaterThan(told.safetyGiven());
            assertThat(telemetry.append(PowerCutTest::body)).as(what).isGreaterThan(told.telemetryGiven());
        }
        try (LaneQueue safety = LaneQueue.open(left.resolve("queue/safety"), SAFETY)) {
            assertThat(read(what, safety)).as(what).endsWith(given);
        }
    }

    private static NavigableSet<Long> read(String what, LaneQueue queue) {
        NavigableSet<Long> found = new TreeSet<>();
        Optional<LaneQueue.Entry> entry = queue.next(0);
        while (entry.isPresent()) {
            long sequence = entry.get().sequence();
            assertThat(found.isEmpty() || found.last() < sequence).as(what).isTrue();
            assertThat(entry.get().body()).as(what).isEqualTo(body(sequence));
            found.add(sequence);
            entry = queue.next(sequence);
        }
        return found;
    }

    private static void delete(Path left) throws IOException {
        try (var files = Files.walk(left)) {
            for (Path path : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }
}
