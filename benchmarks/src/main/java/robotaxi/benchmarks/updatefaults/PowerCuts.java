package robotaxi.benchmarks.updatefaults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import robotaxi.onboard.model.HostOptions;
import robotaxi.onboard.model.adapter.ModelHost;
import robotaxi.testkit.disk.PowerCut;
import robotaxi.testkit.disk.RecordedDisk;

/**
 * Cuts a car's power at random points of its updates. The agent's own code starts and updates over a disk that notes every change; a cut leaves
 * what was forced, and of the rest any part, torn or as zeros. The next start is over what was left, and is cut again. A start that finds
 * no verified slot makes the car unbootable; an update that a later start cannot bring to its end is unfinished.
 */
public final class PowerCuts {
    private static final List<String> GOOD = List.of("1.1.0", "1.2.0", "1.3.0");
    private static final List<PowerCut.Kind> KINDS = List.of(PowerCut.Kind.values());
    private static final String BAD = "6.6.6";
    private static final int TELL_EVERY = 100;

    private final Random chance;
    private final Consumer<String> tell;
    private int cuts;
    private int unbootable;
    private int unfinished;
    private int givenUp;
    private int rolledBack;
    private int withdrawn;
    private int rollouts;
    private int changes;

    private PowerCuts(Random chance, Consumer<String> tell) {
        this.chance = chance;
        this.tell = tell;
    }

    /**
     * What came of it.
     *
     * @param powerCuts how many
     * @param unbootable starts without a verified slot that drives
     * @param unfinished updates that could not be brought to an end after a cut
     * @param givenUp releases whose trial was cut so often that the old one was taken back, as it must be
     * @param rolledBack releases that failed their self check, and left the old one driving
     * @param withdrawn releases that were taken back while they were staged, and left nothing on the disk
     * @param changesOfTheDisk that a cut could come between
     */
    public record Result(
            int powerCuts,
            int unbootable,
            int unfinished,
            int givenUp,
            int rolledBack,
            int withdrawn,
            int changesOfTheDisk) {
        /** Whether every car drives, and every update came to an end. */
        public boolean holds() {
            return unbootable == 0 && unfinished == 0;
        }
    }

    /** So many cuts, in a folder of their own. */
    public static Result run(int wanted, long seed, Path folder, Consumer<String> tell) {
        var all = new PowerCuts(new Random(seed), tell);
        try (var repositories = new HonestRepositories();
                var host = new ModelHost(1, HostOptions.DEFAULT)) {
            for (String version : GOOD) {
                repositories.publish(version, ModelPackages.good(version));
            }
            repositories.publish(BAD, ModelPackages.bad(BAD));
            all.run(wanted, folder, host, repositories);
        } catch (IOException e) {
            throw new IllegalStateException("the cuts could not be made", e);
        }
        return new Result(
                all.cuts, all.unbootable, all.unfinished, all.givenUp, all.rolledBack, all.withdrawn, all.changes);
    }

    private void run(int wanted, Path folder, ModelHost host, HonestRepositories repositories) throws IOException {
        Path disk = Files.createDirectories(folder.resolve("disk-0"));
        String version = GOOD.getFirst();
        String rollout = "";
        while (cuts < wanted) {
            // The service offers again what the car did not end, or something else.
            if (rollout.isEmpty() || chance.nextInt(3) == 0) {
                version = chance.nextInt(6) == 0 ? BAD : GOOD.get(chance.nextInt(GOOD.size()));
                rollout = "rollout-" + ++rollouts;
                repositories.raise(version);
            }
            repositories.direct(version, rollout);
            var recorded = new RecordedDisk(disk);
            int before = recorded.changes.size();
            live(recorded, host, repositories, version, rollout);
            changes += recorded.changes.size() - before;
            disk = cut(recorded, before, disk, folder);
        }
        Folders.delete(disk);
    }

    private void live(
            RecordedDisk disk, ModelHost host, HonestRepositories repositories, String version, String rollout) {
        try {
            var car = new UpdatedCar(disk.root(), host, repositories);
            if (!car.runsAVerifiedSlot()) {
                failed("no verified slot after the start");
                unbootable++;
                return;
            }
            String started = car.running();
            if (chance.nextInt(5) == 0) {
                car.stage(version, rollout);
                repositories.directNothing();
                car.look();
                judgeWithdrawn(car, started);
            } else {
                car.update(version, rollout);
                judge(car, started, version);
            }
        } catch (IOException | RuntimeException e) {
            failed("the start failed: " + e);
            unbootable++;
        }
    }

    private void judgeWithdrawn(UpdatedCar car, String started) throws IOException {
        if (!car.runsAVerifiedSlot() || !car.running().equals(started)) {
            failed("no verified slot after the release was taken back");
            unbootable++;
        } else if (car.keepsWhatNobodyWants()) {
            failed("what was taken back is still there");
            unfinished++;
        } else {
            withdrawn++;
        }
    }

    private void judge(UpdatedCar car, String started, String version) throws IOException {
        boolean isBad = version.equals(BAD);
        boolean runsIt = car.running().equals(ModelPackages.releaseId(version));
        if (!car.runsAVerifiedSlot() || (isBad && runsIt)) {
            failed("no verified slot after the update");
            unbootable++;
        } else if (isBad && car.running().equals(started)) {
            rolledBack++;
        } else if (!isBad && !runsIt && car.lastCode().equals("update.starts-used-up")) {
            givenUp++;
        } else if (!runsIt) {
            failed(version + " was not brought to an end: " + car.lastCode());
            unfinished++;
        }
    }

    private void failed(String what) {
        tell.accept("cut " + cuts + ": " + what);
    }

    private Path cut(RecordedDisk recorded, int before, Path disk, Path folder) throws IOException {
        int at = before + chance.nextInt(recorded.changes.size() - before + 1);
        PowerCut.Kind kind = KINDS.get(chance.nextInt(KINDS.size()));
        Path left = folder.resolve("disk-" + ++cuts);
        PowerCut.leave(recorded.changes.subList(0, at), disk, left, kind, chance);
        Folders.delete(disk);
        if (cuts % TELL_EVERY == 0) {
            tell.accept(cuts + " cuts, " + unbootable + " unbootable, " + unfinished + " unfinished, " + givenUp
                    + " given up in their trial");
        }
        return left;
    }
}
