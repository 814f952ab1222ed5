package robotaxi.benchmarks.updatefaults;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import robotaxi.benchmarks.ota.DeviceTalk;

/**
 * A device as its clients are: it installs what it is told, each time that it is told, and forgets an update when its last word was
 * answered. What is not answered it says again.
 */
final class FaultyDevice {
    private static final int GOOD = 200;
    private static final int UNKNOWN = 404;
    private static final int GONE = 410;
    private static final int LONGEST_THOUGHT_MILLIS = 400;
    private static final Duration REST = Duration.ofMillis(50);
    /** So often is it asked whether there is something to install after all was said. */
    private static final int LOOKS_AFTERWARDS = 3;

    private final String id;
    private final boolean fails;
    private final DeviceTalk talk;
    private final SplittableRandom chance;
    private final BooleanSupplier over;
    private int installs;

    FaultyDevice(String id, boolean fails, DeviceTalk talk, SplittableRandom chance, BooleanSupplier over) {
        this.id = id;
        this.fails = fails;
        this.talk = talk;
        this.chance = chance;
        this.over = over;
    }

    /** Takes its update, and then looks whether there is another. Answers how often it has installed. */
    int run() {
        int looks = 0;
        while (looks < LOOKS_AFTERWARDS && !over.getAsBoolean()) {
            Optional<String> update = talk.update(id);
            if (update.isPresent() && install(update.get())) {
                installs++;
            } else if (installs > 0) {
                looks++;
            }
            think();
        }
        return installs;
    }

    private boolean install(String update) {
        int shown = talk.get(id, update);
        if (shown != GOOD) {
            return false;
        }
        for (String step : new String[] {"download", "downloaded", "proceeding"}) {
            think();
            say(update, step, "none");
        }
        think();
        say(update, "closed", fails ? "failure" : "success");
        return true;
    }

    /** Says it until somebody has heard. */
    private void say(String update, String execution, String finished) {
        int answer = 0;
        while (answer != GOOD && answer != GONE && answer != UNKNOWN && !over.getAsBoolean()) {
            answer = talk.say(id, update, execution, finished);
            if (answer != GOOD) {
                LockSupport.parkNanos(REST.toNanos());
            }
        }
    }

    private void think() {
        LockSupport.parkNanos(
                Duration.ofMillis(chance.nextInt(LONGEST_THOUGHT_MILLIS)).toNanos());
    }
}
