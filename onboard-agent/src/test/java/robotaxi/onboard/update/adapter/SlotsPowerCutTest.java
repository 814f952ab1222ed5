package robotaxi.onboard.update.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.onboard.model.ModelManifest;
import robotaxi.onboard.update.TargetFile;
import robotaxi.testkit.disk.PowerCut;
import robotaxi.testkit.disk.RecordedDisk;
import robotaxi.testkit.disk.RecordedDisk.Change;

/** Two updates, the second staged twice because its first package was withdrawn, cut between any two changes of the disk, and started again. */
class SlotsPowerCutTest {
    private static final List<String> RELEASES = List.of("city-reflex@1.0.0", "city-reflex@1.1.0", "city-reflex@1.2.0");

    @TempDir
    Path folder;

    private void update(Path disk, String version) throws IOException {
        Slots slots = new Slots(disk.resolve("model"));
        Path zip = folder.resolve(version + ".zip");
        slots.stage(zip, new TargetFile("models/x.zip", 1, "ab", 2), "city-reflex@" + version, "rollout-" + version);
        slots.beginTrial();
        slots.commit();
    }

    private void withdraw(Path disk, String version) throws IOException {
        Slots slots = new Slots(disk.resolve("model"));
        Path zip = folder.resolve(version + ".zip");
        slots.stage(zip, new TargetFile("models/x.zip", 1, "ab", 2), "city-reflex@" + version, "rollout-w");
        slots.dropStaged();
        slots.empty();
    }

    @Test
    void everyCutLeavesAVerifiedSlotAndTheUpdateCanBeFinished() throws IOException {
        Packages.write(folder.resolve("1.1.0.zip"), "1.1.0");
        Packages.write(folder.resolve("1.2.0.zip"), "1.2.0");
        RecordedDisk disk = new RecordedDisk(Files.createDirectory(folder.resolve("disk")));
        update(disk.root(), "1.1.0");
        withdraw(disk.root(), "1.2.0");
        update(disk.root(), "1.2.0");
        List<Change> changes = List.copyOf(disk.changes);
        assertThat(changes).hasSizeGreaterThan(40);

        for (int cut = 0; cut <= changes.size(); cut++) {
            for (PowerCut.Kind kind : PowerCut.Kind.values()) {
                Path left = folder.resolve("left-" + cut + "-" + kind);
                PowerCut.leave(changes.subList(0, cut), folder.resolve("disk"), left, kind, new Random(cut));
                check("cut at " + cut + ", " + kind, left);
            }
        }
    }

    private void check(String what, Path left) throws IOException {
        Slots slots = new Slots(left.resolve("model"));
        assertThat(ModelManifest.read(slots.start()).releaseId()).as(what).isIn(RELEASES);
        slots.commit(); // what was on trial proves itself
        slots.dropStaged();
        slots.empty();
        assertThat(slots.staged()).as(what).isEmpty();
        assertThat(ModelManifest.read(slots.start()).releaseId()).as(what).isIn(RELEASES);
        update(left, "1.2.0");
        assertThat(ModelManifest.read(new Slots(left.resolve("model")).start()).releaseId())
                .as(what)
                .isEqualTo("city-reflex@1.2.0");
    }
}
