package robotaxi.dispatch.ride;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.routing.Place;

/** What every place where rides are kept promises. */
public abstract class RidesContract {
    private static final Place HERE = new Place(43.73, 7.41);
    private static final Place THERE = new Place(43.74, 7.42);

    private final String market = "market-" + UUID.randomUUID();
    private final String car = "car-" + UUID.randomUUID();

    /** The store under test. */
    protected abstract Rides rides();

    /** Runs work as one transaction. */
    protected abstract <T> T together(Supplier<T> work);

    /** Makes a quote that a ride may come from. */
    protected abstract String quote();

    private Ride added(Instant requestedAt) {
        Ride ride = TestRides.requested(UUID.randomUUID().toString(), market, HERE, THERE, requestedAt);
        add(ride, quote());
        return ride;
    }

    private void add(Ride ride, String quote) {
        together(() -> {
            rides().add(ride, quote, ride.id().value());
            return true;
        });
    }

    private Ride saved(Ride ride, Ride before) {
        return together(() -> {
            rides().save(ride, before, "clock", "test");
            return ride;
        });
    }

    private static Ride done(Ride.Move move) {
        return ((Ride.Move.Done) move).ride();
    }

    private Ride matched(Ride ride, String vehicle) {
        return saved(done(ride.match(vehicle, "mission-1", "command-1", TestRides.LATER)), ride);
    }

    private Ride moved(Ride ride, RideState next) {
        return saved(done(ride.to(next, TestRides.LATER)), ride);
    }

    @Test
    void whatWasAddedIsFoundAsItWas() {
        Ride ride = added(TestRides.START);
        assertThat(together(() -> rides().find(ride.id()))).hasValue(ride);
        assertThat(together(() -> rides().find(new RideId("no-such")))).isEmpty();
    }

    @Test
    void whoseCarAPersonChoseIsKnownUntilTheMatcherChoosesAnother() {
        Ride ride = added(TestRides.START);
        Ride byHand = done(ride.match(car, "mission-1", "command-1", TestRides.LATER));
        together(() -> {
            rides().save(byHand, ride, "operator", "the rider knows it");
            return true;
        });
        Ride other = matched(added(TestRides.START), car + "-2");
        Set<RideId> both = Set.of(ride.id(), other.id());
        assertThat(together(() -> rides().listSentByHand(both))).containsExactly(ride.id());
        Ride toldAnew =
                saved(byHand.retold("mission-2", "command-2", TestRides.LATER).ride(), byHand);
        assertThat(together(() -> rides().listSentByHand(both))).containsExactly(ride.id());
        Ride waiting = moved(toldAnew, RideState.REQUESTED);
        matched(waiting, car);
        assertThat(together(() -> rides().listSentByHand(both))).isEmpty();
    }

    @Test
    void whatWasSavedIsFoundAsItWasSaved() {
        Ride matched = matched(added(TestRides.START), car);
        assertThat(together(() -> rides().find(matched.id()))).hasValue(matched);
    }

    @Test
    void openRidesOfTheMarketComeOldestFirst() {
        Ride young = added(TestRides.START.plus(Duration.ofSeconds(2)));
        Ride old = added(TestRides.START);
        Ride over = added(TestRides.START.minus(Duration.ofSeconds(2)));
        moved(over, RideState.CANCELLED_RIDER);
        assertThat(together(() -> rides().listOpen(market))).containsExactly(old, young);
        assertThat(together(() -> rides().listOpen(market + "-other"))).isEmpty();
    }

    private Ride addedForLater(Instant pickupAt) {
        Ride ride = TestRides.later(UUID.randomUUID().toString(), market, HERE, THERE, pickupAt)
                .place(TestRides.START)
                .ride();
        add(ride, quote());
        return ride;
    }

    @Test
    void ridesForLaterAreListedByTheirTimeAndNotAmongTheOpenOnes() {
        Ride evening = addedForLater(TestRides.START.plus(Duration.ofHours(8)));
        Ride noon = addedForLater(TestRides.START.plus(Duration.ofHours(2)));
        Instant night = TestRides.START.plus(Duration.ofHours(12));
        assertThat(together(() -> rides().listScheduled(market, night))).containsExactly(noon, evening);
        assertThat(together(() -> rides().listScheduled(market, evening.waitsSince())))
                .containsExactly(noon);
        assertThat(together(() -> rides().listOpen(market))).isEmpty();
    }

    @Test
    void whatIsThoughtOfAnAppointmentIsKept() {
        Ride noon = addedForLater(TestRides.START.plus(Duration.ofHours(2)));
        Ride risky = saved(done(noon.judged(Guarantee.AT_RISK)), noon);
        assertThat(together(() -> rides().find(noon.id()))).hasValue(risky);
    }

    @Test
    void aCarIsHeldFromTheMatchToTheEnd() {
        Ride ride = added(TestRides.START);
        assertThat(together(() -> rides().findByVehicle(car))).isEmpty();
        Ride matched = matched(ride, car);
        assertThat(together(() -> rides().findByVehicle(car))).hasValue(matched);
        assertThat(together(() -> rides().listHeldVehicles())).contains(car);
        Ride over = moved(matched, RideState.CANCELLED_RIDER);
        assertThat(together(() -> rides().findByVehicle(car))).isEmpty();
        assertThat(together(() -> rides().listHeldVehicles())).doesNotContain(car);
        assertThat(over.vehicle()).hasValue(car);
    }

    @Test
    void aCarIsFreeWhenItsRideWaitsAgain() {
        Ride waiting = moved(matched(added(TestRides.START), car), RideState.REQUESTED);
        assertThat(waiting.vehicle()).isEmpty();
        assertThat(together(() -> rides().findByVehicle(car))).isEmpty();
    }

    @Test
    void aLateWriterIsRefusedAndChangesNothing() {
        Ride read = added(TestRides.START);
        Ride matched = matched(read, car);
        assertThatThrownBy(() -> moved(read, RideState.CANCELLED_RIDER)).isInstanceOf(LateWriterException.class);
        assertThat(together(() -> rides().find(read.id()))).hasValue(matched);
    }

    @Test
    void aRideThatWasNeverAddedCannotBeSaved() {
        Ride ride = TestRides.requested("never-added-" + market, market, HERE, THERE, TestRides.START);
        assertThatThrownBy(() -> moved(ride, RideState.CANCELLED_RIDER)).isInstanceOf(LateWriterException.class);
    }

    @Test
    void aQuoteMakesOneRide() {
        String quote = quote();
        add(TestRides.requested(UUID.randomUUID().toString(), market, HERE, THERE, TestRides.START), quote);
        Ride second = TestRides.requested(UUID.randomUUID().toString(), market, HERE, THERE, TestRides.START);
        assertThatThrownBy(() -> add(second, quote)).isInstanceOf(RuntimeException.class);
        assertThat(together(() -> rides().find(second.id()))).isEmpty();
    }

    @Test
    void aCarServesOneRideAtATime() {
        matched(added(TestRides.START), car);
        Ride second = added(TestRides.START);
        assertThatThrownBy(() -> matched(second, car)).isInstanceOf(RuntimeException.class);
        assertThat(together(() -> rides().find(second.id()))).hasValue(second);
    }
}
