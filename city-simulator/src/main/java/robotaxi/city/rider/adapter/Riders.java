package robotaxi.city.rider.adapter;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robotaxi.city.CityConfig;
import robotaxi.city.rider.Errand;
import robotaxi.city.rider.NextStep;
import robotaxi.city.road.LocalFrame;
import robotaxi.city.road.RoadGraph;

/** The stream of riders: a Poisson process whose riders each use dispatch's API until their ride is over. */
public final class Riders implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Riders.class);
    private static final int DEFAULT_MAX_RIDERS = 6;
    /** How often a rider looks at the app. */
    public static final Duration POLL = Duration.ofSeconds(2);

    private static final int MOST_LOOKS = 900;

    private final CityConfig.Demand demand;
    private final RoadGraph graph;
    private final LocalFrame frame;
    private final double radiusMetres;
    private final RandomGenerator chance;
    private final DispatchApi api;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();
    private final Duration poll;
    private int names;

    /** Riders within a radius around the origin, who look at their app so often. */
    public Riders(
            CityConfig.Demand demand,
            RoadGraph graph,
            LocalFrame frame,
            double radiusMetres,
            RandomGenerator chance,
            InstantSource clock,
            Duration poll) {
        this.demand = demand;
        this.graph = graph;
        this.frame = frame;
        this.radiusMetres = radiusMetres;
        this.chance = chance;
        this.poll = poll;
        this.api = new DispatchApi(demand, clock);
    }

    /** Riders who are waiting or riding. */
    public int active() {
        return active.get();
    }

    /** Rides that came to their end. */
    public int completed() {
        return completed.get();
    }

    /** Lets riders appear until its thread is interrupted. */
    @Override
    public void run() {
        int most = demand.maxRiders() == null ? DEFAULT_MAX_RIDERS : demand.maxRiders();
        try {
            while (true) {
                double waitSeconds = -Math.log(1 - chance.nextDouble()) * 3600 / demand.ridesPerHour();
                Thread.sleep((long) (1000 * waitSeconds));
                Errand errand = Errand.any(graph, radiusMetres, chance);
                // A fresh name a process, since idempotency keys outlive it in dispatch's store.
                String key = "rider-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + "-" + names++;
                if (active.get() < most) {
                    active.incrementAndGet();
                    Thread.ofVirtual().name(key).start(() -> live(errand, key));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void live(Errand errand, String key) {
        try {
            ride(errand, key);
        } catch (IOException e) {
            LOG.info("A rider got no answer from dispatch: cause={}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            active.decrementAndGet();
        }
    }

    private Map<String, Double> place(double x, double y) {
        return Map.of("latitude", frame.latitudeOf(y), "longitude", frame.longitudeOf(x));
    }

    private void ride(Errand errand, String key) throws IOException, InterruptedException {
        DispatchApi.Answer quote = api.post(
                "/v1/quotes",
                Map.of(
                        "pickup", place(errand.fromX(), errand.fromY()),
                        "dropoff", place(errand.toX(), errand.toY())));
        if (!quote.ok()) {
            LOG.info(
                    "A rider got no quote: status={} code={}",
                    quote.status(),
                    quote.body().path("code").asText());
            return;
        }
        DispatchApi.Answer ride = api.post(
                "/v1/rides", Map.of("quoteId", quote.body().path("quoteId").asText()), key);
        if (!ride.ok()) {
            LOG.info(
                    "A rider got no ride: status={} code={}",
                    ride.status(),
                    ride.body().path("code").asText());
            return;
        }
        String path = "/v1/rides/" + ride.body().path("rideId").asText();
        String pin = ride.body().path("pin").asText();
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            Thread.sleep(poll);
            boolean over = step(errand, path, pin);
            if (over) {
                return;
            }
        }
    }

    /** One look at the app, and what follows from it; true when the ride is over. */
    private boolean step(Errand errand, String path, String pin) throws InterruptedException {
        try {
            DispatchApi.Answer now = api.get(path);
            if (now.status() == 404) {
                return true;
            }
            if (!now.ok()) {
                return false;
            }
            String state = now.body().path("state").asText();
            switch (NextStep.of(state, now.body().path("boarded").asBoolean(), errand.givesUp())) {
                case WAIT -> {}
                case UNLOCK -> act(api.post(path + "/unlock", Map.of("pin", pin)), "unlock");
                case START -> act(api.post(path + "/start", Map.of()), "start");
                case CANCEL -> act(api.post(path + "/cancel", Map.of("reason", "changed-plans")), "cancel");
                case LEAVE -> {
                    completed.addAndGet(state.equals("completed") ? 1 : 0);
                    return true;
                }
            }
        } catch (IOException e) {
            // Dispatch may be restarting; the ride is still there when it is back.
            LOG.info("A rider looks again later: cause={}", e.toString());
        }
        return false;
    }

    private static void act(DispatchApi.Answer answer, String what) {
        if (!answer.ok()) {
            LOG.info(
                    "A rider was refused: act={} status={} code={}",
                    what,
                    answer.status(),
                    answer.body().path("code").asText());
        }
    }
}
