package robotaxi.onboard.update.adapter;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How a new release proves itself while the car stands: it must answer the golden vectors again and again, beside all else. */
final class Trial {
    private static final long EVERY_MILLIS = 1000;

    private final ModelSwitch model;
    private final Duration period;

    Trial(ModelSwitch model, Duration period) {
        this.model = model;
        this.period = period;
    }

    /**
     * Blocks for the whole period.
     *
     * @throws robotaxi.onboard.model.ModelFaultException if it answers otherwise than its trainer saw
     * @throws InterruptedException if the agent ends before; the next start goes on with the trial
     */
    void pass() throws InterruptedException {
        long end = System.nanoTime() + period.toNanos();
        do {
            model.running().prove();
            TimeUnit.MILLISECONDS.sleep(Math.min(EVERY_MILLIS, Math.max(0, (end - System.nanoTime()) / 1_000_000)));
        } while (System.nanoTime() < end);
    }
}
