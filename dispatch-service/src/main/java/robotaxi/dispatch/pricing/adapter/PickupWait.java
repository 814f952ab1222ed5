package robotaxi.dispatch.pricing.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.pricing.FreeCars;
import robotaxi.dispatch.ride.Needs;
import robotaxi.dispatch.ride.Rides;
import robotaxi.dispatch.routing.Place;

/** How soon a car could be somewhere. Many ask at once: all of a second see the same picture of the free cars. */
@ApplicationScoped
class PickupWait {
    private static final int LONGEST_APPROACH_MILLIS = 1_800_000;
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Fleet fleet;
    private final Rides rides;
    private final InstantSource clock;
    private final Map<String, FreeCars> pictures = new ConcurrentHashMap<>();
    private final ReentrantLock looking = new ReentrantLock();

    @Inject
    PickupWait(Fleet fleet, Rides rides, InstantSource clock) {
        this.fleet = fleet;
        this.rides = rides;
        this.clock = clock;
    }

    /**
     * What the fleet can do for a party at a place.
     *
     * @param isServed a car of the market takes such a party, be it free or not; where no car is known nobody can say
     * @param etaSeconds driving time of the nearest free car that takes it, or null if none is free within half an hour
     */
    record Wait(boolean isServed, @Nullable Long etaSeconds) {}

    Wait at(Markets.Market market, Place pickup, Needs needs) {
        FreeCars cars = picture(market);
        OptionalInt millis = cars.nearestMillis(pickup, needs, LONGEST_APPROACH_MILLIS);
        return new Wait(cars.serves(needs), millis.isEmpty() ? null : millis.getAsInt() / 1_000L);
    }

    /** Whoever finds it old makes a new one; whoever comes meanwhile takes the old one. */
    private FreeCars picture(Markets.Market market) {
        FreeCars known = pictures.get(market.id());
        if (known != null && (known.isNewerThan(FRESH, clock.instant()) || !looking.tryLock())) {
            return known;
        }
        if (known == null) {
            looking.lock();
        }
        try {
            Instant now = clock.instant();
            Set<String> taken = QuarkusTransaction.requiringNew().call(() -> rides.listTaken(fleet));
            var fresh = new FreeCars(now, market.roads(), fleet.list(market.id()), taken);
            pictures.put(market.id(), fresh);
            return fresh;
        } finally {
            looking.unlock();
        }
    }
}
