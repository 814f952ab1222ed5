package robotaxi.benchmarks.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import robotaxi.contracts.command.v1.Command;
import robotaxi.local.stack.Http;
import robotaxi.local.stack.StackException;

/**
 * Orders over REST to many cars that send telemetry, then an emergency to all of them. An order's time is from before its request
 * to the car's hearing that its RECEIVED is durable.
 */
final class CommandLoad implements CommandedCar.Heard {
    /** The load without telemetry beside it. */
    static final String ALONE = "commands-alone";

    /** The load without the emergency, which only a gateway knows. */
    static final String FLOOR = "commands-floor";

    private static final int OPENING_AT_ONCE = 32;
    private static final int PATIENCE_SECONDS = 60;
    private static final int CALLERS = 8;
    private static final int POLL_MILLIS = 100;
    private static final int ALONE_SECONDS = 10;
    private static final int SETTLE_SECONDS = 3;
    private static final double RAMP = 1.5;
    private static final int DEADLINE_SECONDS = 120;
    private static final double ALMOST_ALL = 0.999;
    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final LoadOrder order;
    private final Consumer<String> tell;
    private final SessionLoad sessions;
    private final List<HttpClient> callers =
            Stream.generate(HttpClient::newHttpClient).limit(CALLERS).toList();
    private final Map<String, Long> askedAtNanos = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicLong number = new AtomicLong();
    private volatile Emergency emergency = new Emergency(0);

    CommandLoad(LoadOrder order, Consumer<String> tell) {
        this.order = order;
        this.tell = tell;
        this.sessions = new SessionLoad(order, tell, this::car);
    }

    private CommandedCar car(int number) {
        return new CommandedCar(() -> sessions.session(number), this);
    }

    /** An emergency on its way to so many cars. */
    private static final class Emergency {
        private final CountDownLatch arrivals;
        private final CountDownLatch receipts;
        private volatile long lastArrivalNanos;

        Emergency(int cars) {
            this.arrivals = new CountDownLatch(cars);
            this.receipts = new CountDownLatch((int) Math.ceil(cars * ALMOST_ALL));
        }
    }

    @Override
    public void arrived(Command command, long atNanos) {
        if (command.hasStopNow()) {
            Emergency mine = emergency;
            mine.lastArrivalNanos = atNanos;
            mine.arrivals.countDown();
        }
    }

    @Override
    public void received(Command command, long atNanos) {
        Long askedAt = askedAtNanos.remove(command.getCommandId());
        if (askedAt != null) {
            nanos.add(atNanos - askedAt);
        } else if (command.hasStopNow()) {
            emergency.receipts.countDown();
        }
    }

    @Override
    public void refused() {
        refusals.incrementAndGet();
    }

    Map<String, Object> run() throws InterruptedException {
        List<Car> cars = new Enrolment(order.gatewayUrl(), order.enrolmentPort(), Path.of(order.root()), order.token())
                .cars(order.cars());
        tell.accept(cars.size() + " cars are enrolled");
        try (var timer = Executors.newScheduledThreadPool(2)) {
            sessions.beat(timer);
            sessions.openAll(cars, OPENING_AT_ONCE, timer);
            tell.accept(cars.size() + " sessions are open");
            List<TimedTelemetry> telemetry = order.load().equals(ALONE) ? List.of() : sessions.beginTelemetry();
            Map<String, Object> metrics = new LinkedHashMap<>();
            commands(cars, telemetry, timer, metrics);
            if (!order.load().equals(FLOOR)) {
                emergency(metrics);
            }
            metrics.put("sessions", cars.size());
            timer.shutdownNow();
            return metrics;
        }
    }

    private void commands(
            List<Car> cars, List<TimedTelemetry> telemetry, ScheduledExecutorService timer, Map<String, Object> metrics)
            throws InterruptedException {
        var chance = new SplittableRandom(order.seed());
        Runnable ask = () -> ask(cars.get(chance.nextInt(cars.size())).id());
        // More and more of them, at the full rate in the last third: a gateway that has compiled nothing yet cannot
        // carry it, and on the same processors its cars would fall silent.
        long warmNanos = TimeUnit.SECONDS.toNanos(Math.max(1, order.warmSeconds()));
        long warmFrom = System.nanoTime();
        var warming = every(
                () -> {
                    double share = RAMP * (System.nanoTime() - warmFrom) / warmNanos;
                    if (chance.nextDouble() < share) {
                        ask.run();
                    }
                },
                timer);
        TimeUnit.SECONDS.sleep(order.warmSeconds());
        warming.cancel(false);
        awaitAnswers();
        // Its own pauses are none of the gateway's.
        System.gc();
        metrics.put("busy_cores_before", BusyCores.during(() -> TimeUnit.SECONDS.sleep(ALONE_SECONDS)));
        nanos.clear();
        telemetry.forEach(TimedTelemetry::forget);
        long begin = System.nanoTime();
        var asking = every(ask, timer);
        metrics.put("busy_cores", BusyCores.during(() -> TimeUnit.SECONDS.sleep(order.seconds())));
        asking.cancel(false);
        double seconds = (System.nanoTime() - begin) / NANOS;
        awaitAnswers();
        long[] measured = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        if (measured.length == 0) {
            throw new StackException("no command was received");
        }
        tell.accept(measured.length + " commands in " + Math.round(seconds) + " s, unanswered " + askedAtNanos.size());
        metrics.put("p50_ms", measured[measured.length / 2] / NANOS_PER_MILLI);
        metrics.put("p99_ms", measured[(int) (measured.length * 0.99)] / NANOS_PER_MILLI);
        metrics.put("commands_per_second", measured.length / seconds);
        if (!telemetry.isEmpty()) {
            metrics.put("telemetry_ack_p99_ms", sessions.p99(telemetry));
        }
        metrics.put("unanswered", askedAtNanos.size());
        metrics.put("refused", refusals.get());
    }

    private ScheduledFuture<?> every(Runnable ask, ScheduledExecutorService timer) {
        return timer.scheduleAtFixedRate(ask, 0, TimeUnit.SECONDS.toNanos(1) / order.amount(), TimeUnit.NANOSECONDS);
    }

    private void awaitAnswers() throws InterruptedException {
        for (int waited = 0; waited < PATIENCE_SECONDS * 1_000 && !askedAtNanos.isEmpty(); waited += POLL_MILLIS) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private void ask(String vehicleId) {
        String id = id(System.currentTimeMillis(), number.incrementAndGet());
        String body = "{\"commandId\":\"" + id + "\",\"vehicleId\":\"" + vehicleId + "\",\"kind\":\"cancel-mission\","
                + "\"missionId\":\"mission-1\",\"reason\":\"a benchmark\",\"deadlineSeconds\":" + DEADLINE_SECONDS
                + "}";
        askedAtNanos.put(id, System.nanoTime());
        caller().sendAsync(post(order.ordersUrl() + "/v1/commands", body), HttpResponse.BodyHandlers.discarding())
                .whenComplete((answer, fault) -> {
                    if (fault != null || answer.statusCode() >= 300) {
                        refusals.incrementAndGet();
                        askedAtNanos.remove(id);
                    }
                });
    }

    /** Each has a connection of its own: requests of one connection are taken by one thread of the gateway. */
    private HttpClient caller() {
        return callers.get((int) (number.get() % CALLERS));
    }

    private HttpRequest post(String url, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + order.token())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** UUID of version 7 (RFC 9562, 5.7) with a counter where chance may be. */
    static String id(long millis, long number) {
        return String.format("%08x-%04x-7000-8000-%012x", millis >>> 16, millis & 0xffff, number);
    }

    private void emergency(Map<String, Object> metrics) throws InterruptedException {
        System.gc();
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        emergency = new Emergency(order.cars());
        long begin = System.nanoTime();
        String id = declare();
        tell.accept("the emergency was answered after " + Math.round((System.nanoTime() - begin) / NANOS_PER_MILLI)
                + " ms");
        boolean allArrived = emergency.arrivals.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        boolean almostAllReceived = emergency.receipts.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        double receivedAfter = (System.nanoTime() - begin) / NANOS;
        metrics.put("emergency_wire_s", allArrived ? (emergency.lastArrivalNanos - begin) / NANOS : -1);
        metrics.put("emergency_acked_999_s", almostAllReceived ? receivedAfter : -1);
        metrics.put("ledger_complete", isComplete(id));
    }

    private String declare() throws InterruptedException {
        try {
            var answer = caller().send(
                            post(
                                    order.gatewayUrl() + "/v1/emergencies",
                                    "{\"kind\":\"stop-now\",\"reason\":\"a benchmark\"}"),
                            HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = new ObjectMapper().readTree(answer.body());
            if (answer.statusCode() != 202) {
                throw new StackException("the emergency was refused: " + body);
            }
            return body.path("emergencyId").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every car's command came to its end, and nothing else is in the ledger of the emergency. */
    private boolean isComplete(String id) throws InterruptedException {
        for (int waited = 0; waited < PATIENCE_SECONDS; waited++) {
            JsonNode states = Http.send("GET", order.gatewayUrl() + "/v1/emergencies/" + id, order.token(), null)
                    .orFail("the emergency's ledger")
                    .path("progress")
                    .path("states");
            if (states.path("succeeded").asInt() == order.cars() && states.size() == 1) {
                return true;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        return false;
    }
}
