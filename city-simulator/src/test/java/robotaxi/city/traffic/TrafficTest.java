package robotaxi.city.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import robotaxi.city.Monaco;
import robotaxi.city.expert.Expert;
import robotaxi.city.expert.WayAhead;
import robotaxi.city.fleet.Boxes;
import robotaxi.city.road.Path;
import robotaxi.city.road.Pose;
import robotaxi.city.view.Body;

class TrafficTest {

    @Test
    void theSameSeedGivesTheSameTraffic() {
        Traffic one = traffic(9);
        Traffic two = traffic(9);
        for (int i = 0; i < 600; i++) {
            one.step(0.1, List.of());
            two.step(0.1, List.of());
        }
        assertThat(one.bodies()).isEqualTo(two.bodies());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void nobodyStandsForEver(long seed) {
        Traffic traffic = traffic(seed);
        Map<String, Integer> standing = new HashMap<>();
        for (int tick = 0; tick < 3000; tick++) {
            traffic.step(0.1, List.of());
            for (Body body : traffic.bodies()) {
                standing.merge(body.id(), 1, (before, one) -> body.speedMetresPerSecond() < 0.2 ? before + one : 0);
                assertThat(standing.get(body.id())).isLessThan(100);
            }
        }
        double mean = traffic.bodies().stream()
                .mapToDouble(Body::speedMetresPerSecond)
                .average()
                .orElse(0);
        assertThat(mean).isGreaterThan(2);
    }

    @ParameterizedTest(name = "blue lights: {0}")
    @ValueSource(booleans = {false, true})
    void aVehicleStopsBehindACarOfTheFleet(boolean blueLights) {
        Traffic traffic = oneUnderWay(blueLights);
        // Where it would be four seconds later if nobody were there.
        Traffic twin = oneUnderWay(blueLights);
        for (int tick = 0; tick < 40; tick++) {
            twin.step(0.1, List.of());
        }
        Body before = traffic.bodies().getFirst();
        Body fleet =
                new Body("car-01", Body.Kind.FLEET, twin.bodies().getFirst().centre(), 0, true);
        double least = Double.MAX_VALUE;
        for (int tick = 0; tick < 90; tick++) {
            traffic.step(0.1, List.of(fleet));
            Body now = traffic.bodies().getFirst();
            least = Math.min(
                    least,
                    now.centre().distanceTo(fleet.centre().x(), fleet.centre().y()));
        }
        assertThat(least)
                .isGreaterThan((before.kind().lengthMetres() + fleet.kind().lengthMetres()) / 2);
        assertThat(traffic.bodies().getFirst().speedMetresPerSecond()).isLessThan(0.5);
    }

    @ParameterizedTest(name = "from {0} degrees, blue lights: {1}")
    @CsvSource({"-90, false", "-60, false", "60, false", "90, false", "-90, true", "-60, true", "60, true", "90, true"})
    void aVehicleLetsACarOfTheFleetCrossItsWay(int degrees, boolean blueLights) {
        Traffic traffic = oneUnderWay(blueLights);
        Body before = traffic.bodies().getFirst();
        assertThat(before.speedMetresPerSecond()).isGreaterThan(3);
        Pose meeting = before.after(3).centre();
        Pose across = new Pose(meeting.x(), meeting.y(), meeting.heading() + Math.toRadians(degrees));
        Body fleet = new Body("car-01", Body.Kind.FLEET, across.moved(-18, 0, 0), 6, false);
        for (int tick = 0; tick < 60; tick++) {
            fleet = fleet.after(0.1);
            traffic.step(0.1, List.of(fleet));
            assertThat(Boxes.overlap(fleet, traffic.bodies().getFirst())).isFalse();
        }
    }

    @ParameterizedTest(name = "road {0}")
    @ValueSource(ints = {10, 40, 70, 100})
    void anEmergencyVehicleComesByAheadFlashesAndLeaves(int road) {
        Traffic traffic = new Traffic(Monaco.graph(), 0, 800, new SplittableRandom(road));
        Pose car = Monaco.graph().road(road).line().at(0);
        assertThat(traffic.call(car, List.of())).isTrue();
        Body first = traffic.bodies().getFirst();
        assertThat(first.kind()).isEqualTo(Body.Kind.EMERGENCY);
        assertThat(first.centre().distanceTo(car.x(), car.y())).isBetween(15.0, 150.0);
        Set<Boolean> lit = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (int tick = 0; tick < 910; tick++) {
            traffic.bodies().forEach(body -> {
                lit.add(body.braking());
                seen.add(body.id());
            });
            traffic.step(0.1, List.of());
        }
        assertThat(lit).containsExactlyInAnyOrder(true, false);
        assertThat(seen).containsExactly(first.id());
        assertThat(traffic.bodies()).isEmpty();
    }

    @Test
    void noEmergencyVehicleComesOutOfSomebody() {
        Traffic traffic = new Traffic(Monaco.graph(), 0, 800, new SplittableRandom(1));
        Pose car = Monaco.graph().road(10).line().at(0);
        List<Body> everywhere = Monaco.graph().startingWithin(150, car).stream()
                .map(road -> new Body(
                        "car-" + road.id(), Body.Kind.FLEET, road.line().at(0), 0, true))
                .toList();
        assertThat(traffic.call(car, everywhere)).isFalse();
        assertThat(traffic.bodies()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aSurpriseMakesACarBrakeHardAndIsGoneAfterAWhile(long seed) {
        Traffic traffic = new Traffic(Monaco.graph(), 0, 800, new SplittableRandom(seed));
        Path way = new Path(new double[] {0, 200}, new double[] {0, 0});
        assertThat(traffic.surprise(way, 4)).isFalse();
        assertThat(traffic.surprise(way, 9)).isTrue();
        double at = 0;
        double speed = 9;
        double hardest = 0;
        double least = Double.MAX_VALUE;
        for (int tick = 0; tick < 150; tick++) {
            List<Body> bodies = traffic.bodies();
            double wished = Expert.speed(way, at, speed, 9, WayAhead.nearest(way, at, bodies))
                    .acceleration();
            hardest = Math.min(hardest, wished);
            speed = Math.max(0, speed + wished * 0.1);
            at += speed * 0.1;
            traffic.step(0.1, List.of());
            Pose bumper = new Pose(at + 3.8, 0, 0);
            for (Body body : bodies) {
                boolean inLane = Math.abs(body.centre().y()) < 1;
                least = inLane ? Math.min(least, body.centre().x() - bumper.x()) : least;
            }
        }
        assertThat(hardest).isLessThan(-3.5);
        assertThat(least).isPositive();
        assertThat(traffic.bodies()).isEmpty();
        assertThat(speed).isGreaterThan(2);
    }

    /** One vehicle of the traffic that has driven for five seconds. */
    private static Traffic oneUnderWay(boolean blueLights) {
        Traffic traffic = new Traffic(Monaco.graph(), blueLights ? 0 : 1, 800, new SplittableRandom(4));
        if (blueLights) {
            assertThat(traffic.call(Monaco.graph().road(10).line().at(0), List.of()))
                    .isTrue();
        }
        for (int tick = 0; tick < 50; tick++) {
            traffic.step(0.1, List.of());
        }
        return traffic;
    }

    private static Traffic traffic(long seed) {
        return new Traffic(Monaco.graph(), 30, 1200, new SplittableRandom(seed));
    }
}
