package robotaxi.dispatch.area.adapter;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.area.Area;
import robotaxi.dispatch.area.AreaError;
import robotaxi.dispatch.area.OperationalDomain;
import robotaxi.dispatch.area.OuterBoundary;
import robotaxi.dispatch.area.Weather;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.adapter.GraphHopperRoads;
import robotaxi.kit.problem.FleetException;

/**
 * The domain of each market in this instance, never older than half a second: read from the database, laid on the roads, and,
 * where the market is owned here, told to the cars under way.
 */
@ApplicationScoped
public class OperatingAreas {
    private static final Logger LOG = Logger.getLogger(OperatingAreas.class);
    private static final long LOOK_MILLIS = 500;
    private static final OperationalDomain EVERYWHERE = new OperationalDomain(List.of(), Instant.EPOCH, Weather.CLEAR);

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("areas").daemon().factory());
    private final AreaStore store;
    private final Markets markets;
    private final MarketOwner owner;
    private final InstantSource clock;
    private final BoundaryOrders boundaryOrders;
    private final Map<String, BoundaryOrders.Boundary> boundaries = new HashMap<>();
    private final Map<String, OperationalDomain> domains = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> onRoads = new HashMap<>();
    private final Map<String, Set<String>> told = new HashMap<>();
    private final Map<GraphHopperRoads, BitSet> barred = new HashMap<>();
    private List<Area> areas = List.of();
    private long changes = -1;

    @Inject
    OperatingAreas(
            AreaStore store, Markets markets, MarketOwner owner, InstantSource clock, BoundaryOrders boundaryOrders) {
        this.store = store;
        this.markets = markets;
        this.owner = owner;
        this.clock = clock;
        this.boundaryOrders = boundaryOrders;
    }

    void onStart(@Observes StartupEvent event) {
        looks.scheduleWithFixedDelay(this::lookAgain, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void onStop(@Observes ShutdownEvent event) {
        looks.shutdown();
    }

    /**
     * Demands that a ride may begin or end at a place.
     *
     * @param pickupAt when it begins, or null for now
     * @throws FleetException {@code area.out-of-odd} with the reason as {@code currentState}
     */
    public void demandInside(String market, Place place, @Nullable Instant pickupAt) {
        OperationalDomain domain =
                pickupAt == null ? domain(market) : domain(market).at(pickupAt);
        domain.refusal(place).ifPresent(why -> {
            throw new FleetException(
                    AreaError.OUT_OF_ODD,
                    place.latitude() + ", " + place.longitude(),
                    AreaResource.wireName(why.name()),
                    null);
        });
    }

    OperationalDomain domain(String market) {
        return domains.getOrDefault(market, EVERYWHERE);
    }

    /** The domain of a market as it would be with other areas. */
    OperationalDomain domain(String market, List<Area> other) {
        return new OperationalDomain(other, clock.instant(), store.weather().getOrDefault(market, Weather.CLEAR));
    }

    /** Takes in what has changed, by whatever instance; what cannot be done now is done at the next look. */
    void lookAgain() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warn("The operating areas cannot be followed at the moment", e);
        }
    }

    private synchronized void look() {
        long now = store.changes();
        if (now != changes) {
            areas = store.list();
            changes = now;
            boundaries.clear();
        }
        Map<String, Weather> weather = store.weather();
        boolean changed = false;
        for (Markets.Market market : markets.list()) {
            var domain = new OperationalDomain(
                    areasOf(market.id()), clock.instant(), weather.getOrDefault(market.id(), Weather.CLEAR));
            domains.put(market.id(), domain);
            changed |= !domain.inForce().equals(onRoads.put(market.id(), domain.inForce()));
        }
        if (changed) {
            layOnRoads();
        }
        markets.list().forEach(market -> tellCars(market.id()));
        markets.list().forEach(this::boundCars);
    }

    private List<Area> areasOf(String market) {
        return areas.stream().filter(area -> area.marketId().equals(market)).toList();
    }

    /** Cars hold to their market's outer boundary themselves; whoever does not hold the present one is told. */
    private void boundCars(Markets.Market market) {
        if (owner.owns(market.id())) {
            boundaries.compute(
                    market.id(),
                    (id, known) -> boundaryOrders.look(
                            known == null
                                    ? new BoundaryOrders.Boundary(
                                            id,
                                            OuterBoundary.of(
                                                    areasOf(id), market.roads().area()),
                                            0)
                                    : known));
        }
    }

    /** Markets that share a road graph share what is barred on it. */
    private void layOnRoads() {
        Map<GraphHopperRoads, BitSet> wanted = new HashMap<>();
        for (Markets.Market market : markets.list()) {
            BitSet bits = wanted.computeIfAbsent(market.roads(), _ -> new BitSet());
            OperationalDomain domain = domain(market.id());
            market.roads().eachEdge((edge, line, roadClass, limit) -> {
                if (!domain.allows(line, roadClass, limit)) {
                    bits.set(edge);
                }
            });
        }
        wanted.forEach((roads, bits) -> {
            if (!bits.equals(barred.getOrDefault(roads, new BitSet()))) {
                roads.bar(bits);
                barred.put(roads, bits);
                LOG.infof("Roads barred: %d", bits.cardinality());
            }
        });
    }

    private void tellCars(String market) {
        OperationalDomain domain = domain(market);
        if (!owner.owns(market) || domain.inForce().equals(told.getOrDefault(market, EVERYWHERE.inForce()))) {
            return;
        }
        int replanned = owner.decide(market, desk -> desk.replan(domain::mayTouchClosure));
        told.put(market, domain.inForce());
        LOG.infof("Missions planned anew: %d", replanned);
    }
}
