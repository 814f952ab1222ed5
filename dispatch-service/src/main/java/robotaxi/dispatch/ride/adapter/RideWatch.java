package robotaxi.dispatch.ride.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.ride.Ride;
import robotaxi.dispatch.ride.RideId;
import robotaxi.dispatch.ride.RideState;
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
                .map(tick -> picture(id, forItsRider))
                .select()
                .first(new UntilOver());
    }

    private RideJson picture(RideId id, boolean forItsRider) {
        Ride ride = QuarkusTransaction.requiringNew().call(() -> rides.find(id).orElseThrow());
        return RideJson.of(ride, fleet, forItsRider);
    }

    /** Lets the first picture of the end through and nothing after it. */
    private static final class UntilOver implements java.util.function.Predicate<RideJson> {
        private boolean over;

        @Override
        public boolean test(RideJson picture) {
            boolean show = !over;
            over = RideState.valueOf(picture.state().replace('-', '_').toUpperCase(java.util.Locale.ROOT))
                    .isFinal();
            return show;
        }
    }
}
