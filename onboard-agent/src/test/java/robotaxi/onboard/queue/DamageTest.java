package robotaxi.onboard.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.testkit.disk.PowerCut;
import robotaxi.testkit.disk.RecordedDisk;
import robotaxi.testkit.disk.RecordedDisk.Change;

/** Disks that lose bits, run full or fail, and threads that share them. */
class DamageTest {
    private static final QueueLimits PLENTY = QueueLimits.neverDropped(64 << 20);
    private static final String FIRST_SEGMENT = "0000000000000000001.segment";

    @TempDir
    Path folder;

    private static byte[] body(long sequence) {
        return String.format("record %05d", sequence).getBytes(StandardCharsets.UTF_8);
    }

    private static List<Long> sequences(LaneQueue queue) {
        List<Long> found = new ArrayList<>();
        Optional<LaneQueue.Entry> entry = queue.next(0);
        while (entry.isPresent()) {
            found.add(entry.get().sequence());
            assertThat(entry.get().body()).isEqualTo(body(entry.get().sequence()));
            entry = queue.next(entry.get().sequence());
        }
        return found;
    }

    private static List<Long> upTo(int last, int without) {
        return LongStream.rangeClosed(1, last)
                .filter(sequence -> sequence != without)
                .boxed()
                .toList();
    }

    private byte[] segmentOf(int records) throws IOException {
        try (LaneQueue queue = LaneQueue.open(folder.resolve("whole"), PLENTY)) {
            for (int i = 0; i < records; i++) {
                queue.append(DamageTest::body);
            }
        }
        return Files.readAllBytes(folder.resolve("whole").resolve(FIRST_SEGMENT));
    }

    @Test
    void aFlippedBitAtAnyByteCostsItsOwnRecordAlone() throws IOException {
        byte[] whole = segmentOf(6);
        int size = whole.length / 6;
        for (int at = 0; at < whole.length; at++) {
            byte[] rotten = whole.clone();
            rotten[at] ^= (byte) (1 << at % 8);
            Path lane = Files.createDirectories(folder.resolve("rotten" + at));
            Files.write(lane.resolve(FIRST_SEGMENT), rotten);
            int hit = at / size + 1;
            long given;
            try (LaneQueue queue = LaneQueue.open(lane, PLENTY)) {
                assertThat(sequences(queue)).as("byte %d", at).isEqualTo(upTo(6, hit));
                assertThat(queue.fill().damaged()).isEqualTo(1);
                given = queue.append(DamageTest::body);
                assertThat(given).as("byte %d", at).isGreaterThan(6);
            }
            try (var kept = Files.list(lane.resolve("quarantine"))) {
                assertThat(kept)
                        .as("byte %d", at)
                        .singleElement()
                        .satisfies(file -> assertThat(file)
                                .hasBinaryContent(java.util.Arrays.copyOfRange(rotten, (hit - 1) * size, hit * size)));
            }
            try (LaneQueue queue = LaneQueue.open(lane, PLENTY)) {
                assertThat(sequences(queue))
                        .startsWith(hit == 1 ? 2L : 1L)
                        .endsWith(given)
                        .hasSize(6);
                assertThat(queue.fill().damaged()).isZero();
            }
        }
    }

    @Test
    void aRunOfLostBytesCostsTheRecordsThatItTouches() throws IOException {
        byte[] whole = segmentOf(50);
        int size = whole.length / 50;
        java.util.Arrays.fill(whole, 10 * size + 3, 20 * size - 3, (byte) 0);
        Path lane = Files.createDirectories(folder.resolve("lost"));
        Files.write(lane.resolve(FIRST_SEGMENT), whole);
        try (LaneQueue queue = LaneQueue.open(lane, PLENTY)) {
            assertThat(sequences(queue))
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 50)
                            .filter(sequence -> sequence <= 10 || sequence > 20)
                            .boxed()
                            .toList());
            assertThat(queue.append(DamageTest::body)).isEqualTo(51);
            queue.acknowledge(51);
            assertThat(queue.fill().records()).isZero();
        }
    }

    @Test
    void damageUnderARunningQueueIsFoundWhenItIsRead() throws IOException {
        try (LaneQueue queue = LaneQueue.open(folder.resolve("lane"), PLENTY)) {
            for (int i = 0; i < 100; i++) {
                queue.append(DamageTest::body);
            }
            Path file = folder.resolve("lane").resolve(FIRST_SEGMENT);
            byte[] rotten = Files.readAllBytes(file);
            rotten[rotten.length / 100 * 70 + 2] ^= 1;
            Files.write(file, rotten);

            assertThat(sequences(queue)).isEqualTo(upTo(100, 71));
            assertThat(queue.append(DamageTest::body)).isEqualTo(101);
            assertThat(queue.fill().damaged()).isEqualTo(1);
            assertThat(queue.fill().records()).isEqualTo(100);
        }
    }

    @Test
    void aFullDiskTakesTelemetryFirstThenBulkAndOnlyThenRefusesSafety() throws IOException {
        RecordedDisk disk = new RecordedDisk(Files.createDirectory(folder.resolve("disk")));
        QueueBudget budget = new QueueBudget();
        byte[] large = new byte[64 * 1024];
        QueueLimits droppable = new QueueLimits(128 * 1024, 16 << 20, true);
        try (LaneQueue safety = LaneQueue.open(disk.root().resolve("safety"), PLENTY, budget);
                LaneQueue telemetry = LaneQueue.open(disk.root().resolve("telemetry"), droppable, budget);
                LaneQueue bulk = LaneQueue.open(disk.root().resolve("bulk"), droppable, budget)) {
            for (int i = 0; i < 16; i++) {
                telemetry.append(_ -> large);
                bulk.append(_ -> large);
            }
            disk.capacityBytes = 2_300_000;
            int taken = 0;
            while (telemetry.fill().bytes() > 0) {
                safety.append(_ -> large);
                taken++;
                assertThat(bulk.fill().dropped()).isZero();
            }
            assertThat(taken).isGreaterThanOrEqualTo(16);
            while (bulk.fill().bytes() > 0) {
                safety.append(_ -> large);
            }
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 4; i++) {
                            safety.append(_ -> large);
                        }
                    })
                    .isInstanceOf(RecordRefusedException.class);
            assertThat(safety.hasRoom()).isFalse();
            assertThat(telemetry.append(_ -> large)).isGreaterThan(16);
            assertThat(telemetry.fill().dropped()).isEqualTo(17);

            safety.acknowledge(safety.lastSequence());
            disk.capacityBytes = Long.MAX_VALUE;
            assertThat(safety.hasRoom()).isTrue();
            long next = safety.append(_ -> large);
            assertThat(safety.next(0).orElseThrow().sequence()).isEqualTo(next);
            assertThat(safety.fill().dropped()).isZero();
        }
    }

    @Test
    void aLaneOverItsGuaranteeBorrowsFromTelemetryButNotFromSafety() throws IOException {
        QueueBudget budget = new QueueBudget();
        byte[] large = new byte[1000];
        try (LaneQueue safety =
                        LaneQueue.open(folder.resolve("safety"), new QueueLimits(2_000, 10_000, false), budget);
                LaneQueue event =
                        LaneQueue.open(folder.resolve("event"), new QueueLimits(2_000, 10_000, false), budget);
                LaneQueue telemetry =
                        LaneQueue.open(folder.resolve("telemetry"), new QueueLimits(2_000, 10_000, true), budget)) {
            for (int i = 0; i < 9; i++) {
                telemetry.append(_ -> large);
            }
            assertThatThrownBy(() -> {
                        while (true) {
                            event.append(_ -> large);
                        }
                    })
                    .isInstanceOf(RecordRefusedException.class);
            assertThat(event.fill().bytes()).isBetween(18_000L, 20_000L);
            assertThat(telemetry.fill().dropped()).isEqualTo(9);
            for (int i = 0; i < 9; i++) {
                safety.append(_ -> large);
            }
        }
    }

    @Test
    void aFailedForceRefusesTheRecordAndTheLaneGoesOn() throws IOException {
        RecordedDisk disk = new RecordedDisk(Files.createDirectory(folder.resolve("disk")));
        try (LaneQueue queue = LaneQueue.open(disk.root().resolve("safety"), PLENTY)) {
            queue.append(DamageTest::body);
            disk.forceFails = true;
            assertThatThrownBy(() -> queue.append(DamageTest::body)).isInstanceOf(RecordRefusedException.class);
            assertThat(sequences(queue)).containsExactly(1L);
            disk.forceFails = false;
            assertThat(queue.append(DamageTest::body)).isEqualTo(3);
            assertThat(queue.fill().refused()).isEqualTo(1);
        }
    }

    @Test
    void whatIsShownAfterARestartIsOnTheDisk() throws IOException {
        Path root = Files.createDirectory(folder.resolve("disk"));
        RecordedDisk disk = new RecordedDisk(root);
        try (LaneQueue queue = LaneQueue.open(disk.root().resolve("safety"), PLENTY)) {
            queue.append(DamageTest::body);
            disk.forceFails = true;
            assertThatThrownBy(() -> queue.append(DamageTest::body)).isInstanceOf(RecordRefusedException.class);
        }
        disk.forceFails = false;
        try (LaneQueue queue = LaneQueue.open(disk.root().resolve("safety"), PLENTY)) {
            assertThat(sequences(queue)).containsExactly(1L, 2L);
        }
        Path left = folder.resolve("left");
        PowerCut.leave(disk.changes, root, left, PowerCut.Kind.NOTHING_UNFORCED, new Random(1));
        try (LaneQueue queue = LaneQueue.open(left.resolve("safety"), PLENTY)) {
            assertThat(sequences(queue)).containsExactly(1L, 2L);
        }
    }

    @Test
    void threadsThatWaitTogetherShareAForce() throws Exception {
        RecordedDisk disk = new RecordedDisk(Files.createDirectory(folder.resolve("disk")));
        try (LaneQueue queue = LaneQueue.open(disk.root().resolve("safety"), PLENTY);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            int before = disk.changes.size();
            disk.beforeForce = () -> awaitWrites(disk, before, 8);
            List<Future<Long>> given = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                given.add(threads.submit(() -> queue.append(DamageTest::body)));
            }
            List<Long> sequences = new ArrayList<>();
            for (Future<Long> one : given) {
                sequences.add(one.get());
            }
            assertThat(sequences).containsExactlyInAnyOrderElementsOf(upTo(8, 0));
            assertThat(disk.changes.subList(before, disk.changes.size()).stream()
                            .filter(Change.Forced.class::isInstance))
                    .hasSizeLessThanOrEqualTo(2);
            assertThat(sequences(queue)).isEqualTo(upTo(8, 0));
        }
    }

    private static void awaitWrites(RecordedDisk disk, int before, int writes) {
        Instant limit = Instant.now().plus(Duration.ofSeconds(20));
        while (disk.changes.stream()
                        .skip(before)
                        .filter(Change.Wrote.class::isInstance)
                        .count()
                < writes) {
            assertThat(Instant.now()).as("all threads have written").isBefore(limit);
            Thread.onSpinWait();
        }
    }

    @Test
    void aRecordSetAsideIsKeptForDiagnosisAndNoLongerWaits() throws IOException {
        Path lane = folder.resolve("lane");
        try (LaneQueue queue = LaneQueue.open(lane, PLENTY)) {
            for (int i = 0; i < 3; i++) {
                queue.append(DamageTest::body);
            }
            queue.setAside(queue.next(1).orElseThrow());
            assertThat(sequences(queue)).containsExactly(1L, 3L);
            queue.acknowledge(1);
            assertThat(queue.oldestKeptSequence()).isEqualTo(3);
            assertThat(queue.fill().quarantined()).isEqualTo(1);
        }
        assertThat(lane.resolve("quarantine/refused-0000000000000000002")).hasBinaryContent(body(2));
    }

    @Test
    void theQuarantineIsBounded() throws IOException {
        Quarantine quarantine = new Quarantine(folder.resolve("quarantine"));
        for (int i = 0; i < 10; i++) {
            quarantine.keep("refused-" + i, new byte[1 << 20]);
        }
        try (var files = Files.list(folder.resolve("quarantine"))) {
            assertThat(files).hasSize(4).contains(folder.resolve("quarantine/refused-9"));
        }
    }

    @Test
    void sequencesOfAnotherDiskAreSkippedForGood() throws IOException {
        try (LaneQueue queue = LaneQueue.open(folder, PLENTY)) {
            queue.append(DamageTest::body);
            queue.skipTo(500);
        }
        try (LaneQueue queue = LaneQueue.open(folder, PLENTY)) {
            assertThat(queue.append(DamageTest::body)).isEqualTo(501);
            assertThat(sequences(queue)).containsExactly(1L, 501L);
        }
    }
}
