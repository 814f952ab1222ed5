package robotaxi.dispatch.traffic.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.fleet.Vehicle;
import robotaxi.dispatch.market.adapter.DispatchConfig;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.routing.adapter.GraphHopperRoads;
import robotaxi.dispatch.traffic.DriveWatch;
import robotaxi.dispatch.traffic.TravelSpeeds;

/**
 * Learns travel times in this instance, beside the markets' threads: looks at the fleet every few seconds, lays what it knows on the
 * roads every minute, and keeps it where the first market on those roads is owned. Ticks under way go on with the graph that
 * they have.
 */
@ApplicationScoped
class Traffic {
    private static final Logger LOG = Logger.getLogger(Traffic.class);
    private static final long LOOK_SECONDS = 5;

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("traffic").daemon().factory());
    private final PostgresTravelSpeeds store;
    private final MarketOwner owner;
    private final Fleet fleet;
    private final Duration learnEvery;
    private final InstantSource clock;
    private final List<City> cities;

    @Inject
    Traffic(
            PostgresTravelSpeeds store,
            Markets markets,
            MarketOwner owner,
            Fleet fleet,
            DispatchConfig config,
            InstantSource clock) {
        this.store = store;
        this.owner = owner;
        this.fleet = fleet;
        this.learnEvery = config.traffic().every();
        this.clock = clock;
        Map<GraphHopperRoads, City> byRoads = new LinkedHashMap<>();
        for (Markets.Market market : markets.list()) {
            byRoads.computeIfAbsent(market.roads(), roads -> City.of(roads, market))
                    .markets()
                    .add(market.id());
        }
        this.cities = List.copyOf(byRoads.values());
    }

    /** Markets on the same roads, the first one's time zone, and what is known of the roads. */
    private record City(
            GraphHopperRoads roads,
            PostgresTravelSpeeds.Roads kept,
            List<String> markets,
            TravelSpeeds speeds,
            DriveWatch watch) {
        static City of(GraphHopperRoads roads, Markets.Market first) {
            var speeds = new TravelSpeeds(first.zone());
            var kept = new PostgresTravelSpeeds.Roads(first.id(), roads.mapFingerprint(), first.zone());
            return new City(roads, kept, new ArrayList<>(), speeds, new DriveWatch(roads, speeds));
        }
    }

    void onStart(@Observes StartupEvent event) {
        if (learnEvery.isPositive()) {
            looks.execute(() -> guarded(this::restore));
            looks.scheduleWithFixedDelay(() -> guarded(this::look), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
            long millis = learnEvery.toMillis();
            looks.scheduleWithFixedDelay(() -> guarded(this::learn), millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        looks.shutdown();
    }

    /** What fails must not end the looks: it comes again. */
    private synchronized void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("Travel times cannot be learned at the moment", e);
        }
    }

    /** What was kept by whoever owned the markets before, on the roads at once. */
    synchronized void restore() {
        for (City city : cities) {
            QuarkusTransaction.requiringNew().run(() -> store.adopt(city.kept()));
            city.speeds().restore(store.list(city.kept()));
            layOnRoads(city, clock.instant());
        }
    }

    synchronized void look() {
        for (City city : cities) {
            List<Vehicle> cars = new ArrayList<>();
            city.markets().forEach(market -> cars.addAll(fleet.list(market)));
            city.watch().look(cars, clock.instant());
        }
    }

    synchronized void learn() {
        for (City city : cities) {
            layOnRoads(city, clock.instant());
            List<TravelSpeeds.Known> changed = city.speeds().takeChanged();
            if (owner.owns(city.kept().id()) && !changed.isEmpty()) {
                QuarkusTransaction.requiringNew().run(() -> store.keep(city.kept(), changed, clock.instant()));
            }
        }
    }

    private static void layOnRoads(City city, Instant now) {
        if (city.roads().drive(city.speeds().at(now))) {
            LOG.infof("Travel times changed on the roads of %s", city.kept().id());
        }
    }
}
