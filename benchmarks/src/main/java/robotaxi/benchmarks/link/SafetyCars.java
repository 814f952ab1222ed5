package robotaxi.benchmarks.link;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import robotaxi.local.stack.StackException;

/** Several cars that behave, each with so many safety events a second. */
final class SafetyCars implements AutoCloseable {
    private static final int PER_SECOND = 20;
    private static final int HEARTBEAT_SECONDS = 1;
    private static final int PATIENCE_SECONDS = 30;
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<SafetyCar> cars = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);

    SafetyCars(LoadOrder order, int count) throws InterruptedException {
        var enrolment = new Enrolment(order.gatewayUrl(), order.enrolmentPort(), Path.of(order.root()), order.token());
        enrolment.cars("safety", count).forEach(car -> cars.add(new SafetyCar(car, order.linkPort())));
        cars.forEach(SafetyCar::awaitWelcome);
        long pause = TimeUnit.SECONDS.toMicros(1) / PER_SECOND;
        for (int i = 0; i < count; i++) {
            timer.scheduleAtFixedRate(cars.get(i)::send, pause * i / count, pause, TimeUnit.MICROSECONDS);
        }
        timer.scheduleAtFixedRate(() -> cars.forEach(SafetyCar::heartbeat), 0, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** What was measured so far was the warm-up. */
    void forget() {
        cars.forEach(SafetyCar::forget);
    }

    /** They send nothing more; answers what was measured once all is acknowledged, or patience ends. */
    Map<String, Object> finish() throws InterruptedException {
        timer.shutdownNow();
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!cars.stream().allMatch(SafetyCar::isIdle) && System.nanoTime() - giveUpAt < 0) {
            // A session needs heartbeats, and the timer is over.
            cars.forEach(SafetyCar::heartbeat);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        long[] nanos = cars.stream().flatMapToLong(SafetyCar::nanos).sorted().toArray();
        if (nanos.length == 0) {
            throw new StackException("no safety event was acknowledged");
        }
        Map<String, Object> sent = new TreeMap<>();
        cars.forEach(car -> sent.put(car.id(), List.of(car.first(), car.next())));
        return Map.of(
                "p99_ms",
                nanos[(int) (nanos.length * 0.99)] / NANOS_PER_MILLI,
                "worst_ms",
                nanos[nanos.length - 1] / NANOS_PER_MILLI,
                "acknowledged",
                nanos.length,
                "harmed",
                cars.stream().filter(SafetyCar::isHarmed).count(),
                "sent",
                sent);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        cars.forEach(SafetyCar::close);
    }
}
