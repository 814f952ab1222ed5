package robotaxi.dispatch.routing.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.RoadGraph;
import robotaxi.dispatch.routing.RoadPiece;
import robotaxi.dispatch.routing.Route;
import robotaxi.dispatch.routing.Slowdown;

/** Learned travel times on the real roads of Monaco. */
class SeenSpeedsTest {
    private static final Place CASINO = new Place(43.7396, 7.4276);
    private static final Place STATION = new Place(43.7325, 7.4189);

    @TempDir
    static Path folder;

    private static GraphHopperRoads roads;

    @BeforeAll
    static void load() {
        roads = GraphHopperRoads.load(MonacoMap.extract(), folder.resolve("graph"));
    }

    @AfterEach
    void quiet() {
        roads.drive(Slowdown.NONE);
    }

    private static Route way() {
        return roads.find(CASINO, Double.NaN, STATION).orElseThrow();
    }

    private static double measured() {
        return roads.measure(CASINO, STATION).orElseThrow().durationSeconds();
    }

    private static int millis() {
        int to = roads.snap(STATION).orElseThrow();
        return roads.graph()
                .millisTo(to, RoadGraph.UNREACHABLE - 1)[roads.snap(CASINO).orElseThrow()];
    }

    @Test
    void whatTakesTwiceAsLongDoesSoForRoutesAndGraphAlike() {
        double before = measured();
        int graph = millis();
        assertThat(roads.drive((_, _) -> 2)).isTrue();
        assertThat(measured()).isCloseTo(2 * before, within(before * 0.02));
        assertThat(way().durationSeconds()).isEqualTo(measured());
        assertThat((double) millis()).isCloseTo(2.0 * graph, within(graph * 0.02));
        assertThat(roads.drive((_, _) -> 2)).isFalse();
    }

    @Test
    void aJamIsDrivenAroundWhereThatIsSooner() {
        Route before = way();
        Set<Integer> jam = new HashSet<>();
        for (int i = 1; i < before.points().size(); i++) {
            piece(before, i).ifPresent(piece -> jam.add(piece.number()));
        }
        assertThat(jam).hasSizeGreaterThan(3);
        roads.drive((piece, _) -> jam.contains(piece) ? 8 : 1);
        Route after = way();
        assertThat(after.durationSeconds()).isGreaterThan(before.durationSeconds());
        assertThat(after.durationSeconds()).isLessThan(4 * before.durationSeconds());
        assertThat(after.points()).isNotEqualTo(before.points());
    }

    @Test
    void carsMayDriveAsFastAsTheMapSaysHoweverSlowTheyWereSeen() {
        Route before = way();
        roads.drive((_, _) -> 3);
        Route after = way();
        assertThat(after.points()).isEqualTo(before.points());
        assertThat(after.speedLimitsMetresPerSecond()).isEqualTo(before.speedLimitsMetresPerSecond());
    }

    @Test
    void theRoadsAreTheSameWhateverTheTimes() {
        RoadGraph before = roads.graph();
        roads.drive((_, _) -> 2);
        assertThat(roads.graph().fingerprint()).isNotEqualTo(before.fingerprint());
        assertThat(roads.graph().roadsFingerprint()).isEqualTo(before.roadsFingerprint());
    }

    @Test
    void aCarIsOnThePieceThatLeadsItsWay() {
        Route way = way();
        int middle = way.points().size() / 2;
        Place place = way.points().get(middle);
        RoadPiece there = piece(way, middle).orElseThrow();
        assertThat(there.mapMetresPerSecond()).isBetween(1.3, 40.0);
        assertThat(roads.pieceAt(place, (heading(way, middle) + 90) % 360)).isEmpty();
        assertThat(roads.pieceAt(place, (heading(way, middle) + 180) % 360))
                .satisfiesAnyOf(
                        back -> assertThat(back).isEmpty(),
                        back -> assertThat(back.orElseThrow().number()).isEqualTo(there.number() ^ 1));
        assertThat(roads.pieceAt(new Place(43.720, 7.450), 0)).isEmpty();
    }

    private static java.util.Optional<RoadPiece> piece(Route way, int i) {
        return roads.pieceAt(way.points().get(i), heading(way, i));
    }

    private static double heading(Route way, int i) {
        return MonacoMap.heading(way.points().get(i - 1), way.points().get(i));
    }
}
