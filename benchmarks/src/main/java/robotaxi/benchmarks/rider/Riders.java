package robotaxi.benchmarks.rider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** Several riders, each with one ride after the other: quote, ride, PIN, start, until the car has let them out. */
public final class Riders {
    private static final long LONGEST_RIDE_NANOS = TimeUnit.MINUTES.toNanos(25);
    private static final int ASKS = 60;
    private static final Set<String> GIVEN_UP_IN = Set.of("requested", "matched", "en-route", "arrived", "boarding");

    private final FleetApi api;
    private final Trips trips;
    private final long seed;
    private final int pollMillis;
    private final List<Thread> threads = new ArrayList<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Set<String> driven = ConcurrentHashMap.newKeySet();
    private volatile boolean homeward;
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    /**
     * Riders of a stack.
     *
     * @param pollMillis between two looks at the app
     * @param pickupMetres how far ahead of a free car a rider waits
     */
    public Riders(FleetApi api, long seed, int pollMillis, int pickupMetres) {
        this.pollMillis = pollMillis;
        this.api = api;
        this.trips = new Trips(api, pickupMetres);
        this.seed = seed;
    }

    /** Lets so many riders ride as long as {@code more} says so; each ends the ride that it is in. */
    public void start(int count, BooleanSupplier more) {
        // A fresh name a run, since idempotency keys outlive it in dispatch's store.
        String run = "bench-" + seed + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        for (int i = 0; i < count; i++) {
            int number = i;
            var chance = new SplittableRandom(seed * 1_000 + i);
            threads.add(Thread.ofVirtual().name("rider-" + i).start(() -> live(run + "-" + number, chance, more)));
        }
    }

    /** Rides that dispatch said yes to. */
    public Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Riders in a ride now. */
    public int underWay() {
        return underWay.get();
    }

    /** Rides that have a car now. */
    public int driven() {
        return driven.size();
    }

    /** From now on every rider gives up a ride that has not begun, as soon as dispatch allows it. */
    public void goHome() {
        homeward = true;
    }

    /** Rides with a receipt. */
    public int completed() {
        return completed.get();
    }

    /** Rides that ended otherwise. */
    public int cancelled() {
        return cancelled.get();
    }

    /** Every ride is over: waits until each rider has seen that in its app. */
    public void awaitHome() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(10L * pollMillis);
        }
        stop();
    }

    /** Sends everybody home at once. */
    public void stop() {
        threads.forEach(Thread::interrupt);
    }

    private void live(String name, RandomGenerator chance, BooleanSupplier more) {
        try {
            for (int number = 0; more.getAsBoolean() && !Thread.currentThread().isInterrupted(); number++) {
                Optional<String> quote = trips.quote(chance);
                Optional<String> ride = quote.isPresent() ? ask(quote.get(), name + "-" + number) : Optional.empty();
                if (ride.isPresent()) {
                    follow(ride.get());
                } else {
                    TimeUnit.MILLISECONDS.sleep(pollMillis);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts the question until somebody answers it; the key makes that one ride. */
    private Optional<String> ask(String quoteId, String key) throws InterruptedException {
        for (int i = 0; i < ASKS; i++) {
            FleetApi.Answer answer = api.post("rider", "dispatch", "/v1/rides", Map.of("quoteId", quoteId), key);
            if (answer.ok()) {
                String id = answer.body().path("rideId").asText();
                acknowledged.add(id);
                return Optional.of(id);
            }
            if (!answer.isTrouble()) {
                return Optional.empty();
            }
            TimeUnit.MILLISECONDS.sleep(pollMillis);
        }
        return Optional.empty();
    }

    private void follow(String rideId) throws InterruptedException {
        underWay.incrementAndGet();
        try {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < LONGEST_RIDE_NANOS) {
                TimeUnit.MILLISECONDS.sleep(pollMillis);
                if (isOver(rideId)) {
                    return;
                }
            }
        } finally {
            driven.remove(rideId);
            underWay.decrementAndGet();
        }
    }

    /** One look at the app, and what follows from it. Whatever is refused is looked at again. */
    private boolean isOver(String rideId) {
        String path = "/v1/rides/" + rideId;
        JsonNode ride = api.get("rider", "dispatch", path).body();
        String state = ride.path("state").asText();
        if (ride.has("vehicle")) {
            driven.add(rideId);
        } else {
            driven.remove(rideId);
        }
        if (homeward && GIVEN_UP_IN.contains(state)) {
            api.post("rider", "dispatch", path + "/cancel", Map.of("reason", "the benchmark is over"), "");
            return false;
        }
        switch (state) {
            case "arrived" ->
                api.post(
                        "rider",
                        "dispatch",
                        path + "/unlock",
                        Map.of("pin", ride.path("pin").asText()),
                        "");
            case "boarding" -> {
                if (ride.path("boarded").asBoolean()) {
                    api.post("rider", "dispatch", path + "/start", Map.of(), "");
                }
            }
            case "completed" -> {
                completed.incrementAndGet();
                return true;
            }
            default -> {
                if (state.startsWith("cancelled")) {
                    cancelled.incrementAndGet();
                    return true;
                }
            }
        }
        return false;
    }
}
