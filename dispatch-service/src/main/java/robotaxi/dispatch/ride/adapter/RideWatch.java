package robotaxi.dispatch.ride.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Predicate;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideId;
import robotaxi.dispatch.ride.Rides;

/** A ride's live picture as a stream. */
@ApplicationScoped
class RideWatch {
    private final Rides rides;
    private final Fleet fleet;

    @Inject
    RideWatch(Rides rides, Fleet fleet) {
        this.rides = rides;
        this.fleet = fleet;
    }

    /** One picture at once and then one an interval; the last one shows the end. */
    Multi<RideJson> follow(RideId id, boolean forItsRider, Duration interval) {
        return Multi.createFrom()
                .ticks()
                .every(interval)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(tick -> QuarkusTransaction.requiringNew()
                        .call(() -> rides.find(id).orElseThrow()))
                .select()
                .first(new UntilOver())
                .map(ride -> RideJson.of(ride, fleet, forItsRider));
    }

    /** Lets the first picture of the end through and nothing after it. */
    private static final class UntilOver implements Predicate<Ride> {
        private boolean over;

        @Override
        public boolean test(Ride ride) {
            boolean show = !over;
            over = ride.state().isFinal();
            return show;
        }
    }
}
