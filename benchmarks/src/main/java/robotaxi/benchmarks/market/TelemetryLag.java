package robotaxi.benchmarks.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import robotaxi.local.stack.StackException;

/**
 * How far dispatch's picture of the fleet is behind the fleet. Some cars are looked at; the oldest thing that one of them has said
 * and that dispatch does not show is the lag. Cars speak at all moments of the second, so that it is missed by some milliseconds.
 */
public final class TelemetryLag implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CARS = 60;
    private static final int EVERY_SECONDS = 2;
    private static final int OK = 200;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Double> seconds = new ArrayList<>();
    private final SplittableRandom chance;

    /** Looks every two seconds from now on. */
    public TelemetryLag(RiderCalls calls, SyntheticFleet fleet, long seed) {
        this.chance = new SplittableRandom(seed);
        List<String> names = fleet.names();
        timer.scheduleWithFixedDelay(() -> look(calls, fleet, names), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void look(RiderCalls calls, SyntheticFleet fleet, List<String> names) {
        double most = 0;
        for (int i = 0; i < CARS; i++) {
            String car = names.get(chance.nextInt(names.size()));
            Instant now = InstantSource.system().instant();
            most = Math.max(most, fleet.unseenSeconds(car, newest(calls, car), now));
        }
        synchronized (seconds) {
            seconds.add(most);
        }
    }

    private static Instant newest(RiderCalls calls, String car) {
        try {
            var answer = calls.get("/v1/vehicles/" + car + "/signals").join();
            JsonNode time = JSON.readTree(answer.body().getBytes()).path("time");
            return answer.status() == OK && time.isTextual() ? Instant.parse(time.asText()) : Instant.EPOCH;
        } catch (IOException e) {
            throw new StackException("a car's signals cannot be read", e);
        } catch (CompletionException e) {
            return Instant.EPOCH;
        }
    }

    /** The lag at each look. */
    public List<Double> seconds() {
        synchronized (seconds) {
            return List.copyOf(seconds);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
