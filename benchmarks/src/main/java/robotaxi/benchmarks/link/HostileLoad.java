package robotaxi.benchmarks.link;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import robotaxi.benchmarks.evidence.adapter.EventLog;
import robotaxi.local.stack.StackException;

/** A reader that stands still, then frames that are none, beside cars that behave: what do these notice? */
final class HostileLoad {
    private static final int HOSTILE_CARS = 4;
    private static final int TELL_SECONDS = 10;

    private final LoadOrder order;
    private final Consumer<String> tell;
    private final AtomicLong frames = new AtomicLong();

    HostileLoad(LoadOrder order, Consumer<String> tell) {
        this.order = order;
        this.tell = tell;
    }

    Map<String, Object> run() throws InterruptedException {
        List<Car> hostile = new Enrolment(
                        order.gatewayUrl(), order.enrolmentPort(), Path.of(order.root()), order.token())
                .cars("hostile", HOSTILE_CARS);
        try (var cars = new SafetyCars(order, order.cars())) {
            TimeUnit.SECONDS.sleep(order.warmSeconds());
            cars.forget();
            double closed = StalledReader.closedSeconds(
                    hostile.getFirst(), order.linkPort(), new EventLog(order.bootstrapServers()));
            tell.accept("the reader that stands still is sent away after " + Math.round(closed) + " s");
            sendFrames(hostile);
            Map<String, Object> figures = new LinkedHashMap<>(cars.finish());
            figures.put("stalled_reader_closed_s", closed);
            figures.put("malformed", frames.get());
            return figures;
        }
    }

    private void sendFrames(List<Car> hostile) throws InterruptedException {
        int rounds = Math.ceilDiv(order.amount(), MalformedFrames.FRAMES_A_ROUND);
        var left = new AtomicLong(rounds);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> running = new ArrayList<>();
            for (int i = 0; i < hostile.size(); i++) {
                var nonsense = new MalformedFrames(
                        hostile.get(i), order.linkPort(), new Random(order.seed() + i), frames::addAndGet);
                running.add(threads.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        nonsense.round();
                    }
                    return true;
                }));
            }
            for (Future<Boolean> each : running) {
                await(each);
            }
        } catch (ExecutionException e) {
            throw new StackException("the hostile could not go on: " + e.getCause(), e);
        }
    }

    private void await(Future<Boolean> running) throws InterruptedException, ExecutionException {
        while (!running.isDone()) {
            try {
                running.get(TELL_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException notYet) {
                tell.accept(frames.get() + " of " + order.amount() + " malformed frames are sent");
            }
        }
        running.get();
    }
}
