package robotaxi.benchmarks.market;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import robotaxi.contracts.Topics;
import robotaxi.contracts.ride.v1.RideEvent;
import robotaxi.local.stack.StackException;

/**
 * Riders who ask at a steady rate, whatever becomes of those before. A ride's time is from before its request until the world
 * hears on Kafka that it has a car; then the rider thinks better of it, so that the car is free again.
 */
public final class RideRequests implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CREATED = 201;
    private static final double NANOS = 1e9;

    private final RiderCalls calls;
    private final Map<String, Long> askedAtNanos = new ConcurrentHashMap<>();
    private final Map<String, Long> matchedAtNanos = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Double> seconds = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final TopicFollower ears;

    /** Listens from now on. */
    public RideRequests(RiderCalls calls, String bootstrapServers) {
        this.calls = calls;
        this.ears = new TopicFollower(bootstrapServers, Topics.RIDE_EVENTS, this::heard);
    }

    /** Asks for so many seconds; what was measured before is forgotten. */
    public void ask(long seed, int perSecond, int lasting) throws InterruptedException {
        seconds.clear();
        refused.set(0);
        var chance = new SplittableRandom(seed);
        try (var timer = Executors.newSingleThreadScheduledExecutor()) {
            var asking = timer.scheduleAtFixedRate(
                    () -> ask(RiderCalls.wish(chance)),
                    0,
                    TimeUnit.SECONDS.toNanos(1) / perSecond,
                    TimeUnit.NANOSECONDS);
            TimeUnit.SECONDS.sleep(lasting);
            asking.cancel(false);
        }
    }

    private void ask(String wish) {
        calls.post("/v1/quotes", wish).thenAccept(quote -> {
            if (quote.status() != CREATED) {
                refused.incrementAndGet();
                return;
            }
            long from = System.nanoTime();
            calls.post("/v1/rides", RiderCalls.body(Map.of("quoteId", field(quote, "quoteId"))))
                    .thenAccept(ride -> {
                        if (ride.status() == CREATED) {
                            asked(field(ride, "rideId"), from);
                        } else {
                            refused.incrementAndGet();
                        }
                    });
        });
    }

    private static String field(RiderCalls.Reply answer, String name) {
        try {
            return JSON.readTree(answer.body().getBytes()).path(name).asText();
        } catch (IOException e) {
            throw new StackException("an answer cannot be read", e);
        }
    }

    /** The event may be heard before the answer. */
    private void asked(String ride, long atNanos) {
        askedAtNanos.put(ride, atNanos);
        settle(ride);
    }

    private void settle(String ride) {
        Long matched = matchedAtNanos.get(ride);
        Long from = matched == null ? null : askedAtNanos.remove(ride);
        if (matched != null && from != null) {
            seconds.add((matched - from) / NANOS);
            calls.post("/v1/rides/" + ride + "/cancel", "{\"reason\":\"a benchmark\"}");
        }
    }

    private void heard(byte[] value) throws InvalidProtocolBufferException {
        RideEvent event = RideEvent.parseFrom(value);
        if (event.getToState().equals("matched")) {
            matchedAtNanos.putIfAbsent(event.getRideId(), System.nanoTime());
            settle(event.getRideId());
        }
    }

    /** Waits until every ride has a car, or patience ends. */
    public void await(Duration patience) throws InterruptedException {
        long giveUpAt = System.nanoTime() + patience.toNanos();
        while (!askedAtNanos.isEmpty() && System.nanoTime() < giveUpAt) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Seconds from request to car, one for each ride that has one. */
    public List<Double> seconds() {
        return List.copyOf(seconds);
    }

    /** Rides that wait for a car still. */
    public int waiting() {
        return askedAtNanos.size();
    }

    /** Requests that got no ride. */
    public int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        ears.close();
    }
}
