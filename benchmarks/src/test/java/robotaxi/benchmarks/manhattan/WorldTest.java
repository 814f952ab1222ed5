package robotaxi.benchmarks.manhattan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The published rules on a ring of ten links, each 500 m at 30 km/h: a minute. */
class WorldTest {
    private static final int LINKS = 10;
    private static final double FULL = 47;

    private static Streets ring(Streets.Ways ways) {
        double[] metres = new double[LINKS];
        double[] kmph = new double[LINKS];
        Arrays.fill(metres, 500);
        Arrays.fill(kmph, 30);
        return new Streets(
                IntStream.range(0, LINKS).mapToDouble(i -> -74 + i / 1_000.0).toArray(),
                IntStream.range(0, LINKS).mapToDouble(i -> 40.7).toArray(),
                IntStream.range(0, LINKS).toArray(),
                IntStream.range(0, LINKS).map(i -> (i + 1) % LINKS).toArray(),
                metres,
                kmph,
                ways);
    }

    private final Streets streets = ring(Streets.Ways.FASTEST);
    private final Trip trip = new Trip(7, 2, 4, 0, streets);
    private final Car car = new Car(0, 0, 40);
    private final Site plug = new Site("plug", 1, 1, 50, false, 0.1);
    private final Site base = new Site("base", 6, 1, 7.2, true, 0.05);

    private World world(Trip... trips) {
        var flat = new Battery.Curve(new double[] {0}, new double[] {1});
        return new World(streets, new Battery(flat, flat), List.of(trips), List.of(car), List.of(plug, base), FULL);
    }

    @Test
    void aRequestIsPickedUpOnTheWholeStepAfterItsCarArrived() {
        // Known at 60; links 0, 1 and 2 take three minutes; noticed at 240.
        World world = world(trip);
        world.run(new NearestIdle());
        assertThat(trip.state).isEqualTo(Trip.State.PICKED_UP);
        assertThat(trip.pickedUpAt).isEqualTo(240);
        assertThat(new Result(world).meanWait()).isEqualTo(180);
    }

    @Test
    void theWayGoesOverTheWholeOfItsFirstAndLastLink() {
        assertThat(streets.route(0, 2)).containsExactly(0, 1, 2);
        assertThat(trip.km).isEqualTo(1.5);
        assertThat(trip.millis).isEqualTo(180_000);
    }

    @Test
    void aCarThatWasMovedDoesNotDriveItsLinkAgain() {
        // Moved over links 0 and 1 until 120, noticed at 120, ordered at 180: links 2 and 3 alone, noticed at 300.
        var later = new Trip(7, 3, 4, 130, streets);
        World world = world(later);
        world.run(now -> {
            if (now.now() == 0) {
                now.reposition(car, 1);
            } else if (now.now() == 180) {
                now.assign(car, later);
            }
        });
        assertThat(later.pickedUpAt).isEqualTo(300);
        assertThat(car.km).containsEntry(Car.State.REPOSITIONING, 1.0).containsEntry(Car.State.TO_PICKUP, 1.0);
    }

    @Test
    void aCarThatDroveARiderDrivesItsLastLinkAgain() {
        var later = new Trip(8, 6, 7, 490, streets);
        World world = world(trip, later);
        world.run(new NearestIdle());
        assertThat(later.state).isEqualTo(Trip.State.PICKED_UP);
        assertThat(car.km).containsEntry(Car.State.TO_PICKUP, 3.0);
    }

    @Test
    void theStretchedWayIsLongerAndSlower() {
        var stretched = new Trip(7, 2, 4, 0, ring(Streets.Ways.FASTEST_STRETCHED));
        assertThat(stretched.km).isEqualTo(1.5 * 1.22);
        assertThat(stretched.millis).isEqualTo(3 * 73_800);
    }

    @Test
    void theAStarFindsAWay() {
        assertThat(ring(Streets.Ways.A_STAR).route(8, 1)).containsExactly(8, 9, 0, 1);
    }

    @Test
    void aCarIsFreeInTheSecondStepAfterItsDropOff() {
        int[] freeAt = {0};
        world(trip).run(world -> {
            new NearestIdle().decide(world);
            if (freeAt[0] == 0 && trip.state == Trip.State.PICKED_UP && car.state == Car.State.IDLE) {
                freeAt[0] = world.now();
            }
        });
        // Picked up at 240, driven until 420, noticed after that step's decisions.
        assertThat(freeAt[0]).isEqualTo(480);
    }

    @Test
    void whoIsNotPickedUpWithinTenMinutesLeavesAlthoughACarIsOnItsWay() {
        int[] lastSeen = {0};
        world(trip).run(world -> {
            if (world.open().contains(trip)) {
                lastSeen[0] = world.now();
            }
            if (world.now() == 480) {
                world.assign(car, trip);
            }
        });
        assertThat(trip.state).isEqualTo(Trip.State.CANCELLED);
        assertThat(lastSeen[0]).isEqualTo(540);
        assertThat(car.state).isEqualTo(Car.State.IDLE);
    }

    @Test
    void aRequestOfTheLastMinuteNeverEnters() {
        World world = world(new Trip(8, 2, 4, 86_340, streets));
        world.run(nothing -> {});
        assertThat(world.entered()).isEmpty();
    }

    @Test
    void aCarWithoutEnergyIsOutForGood() {
        car.kwh = 0.01;
        World world = world(trip);
        world.run(new NearestIdle());
        assertThat(new Result(world).outOfService()).isEqualTo(1);
        assertThatThrownBy(() -> world.release(car)).hasMessageContaining("OUT_OF_SERVICE");
    }

    @Test
    void aCarChargesUntilTheLimitAndPaysForIt() {
        World world = world();
        world.run(now -> {
            if (now.now() == 0) {
                now.charge(car, plug);
            }
        });
        assertThat(plug.taken).isZero();
        assertThat(car.state).isEqualTo(Car.State.IDLE);
        assertThat(world.paidForCharging()).isBetween(0.6, 0.9);
    }
}
