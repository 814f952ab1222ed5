package robotaxi.dispatch.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.rebalancing.Move;
import robotaxi.dispatch.routing.FakeRoads;

/** What a planner remembers, and what the next one knows of it. One street, riders at its west end. */
class TaskPlannerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:30:00Z");
    private static final String MARKET = "monaco";

    private final FakeRoads roads = new FakeRoads();
    private final FakePlanningMemory memory = new FakePlanningMemory();
    private final TaskPlanner planner = planner();

    private TaskPlanner planner() {
        return new TaskPlanner(MARKET, roads, 0.35, memory);
    }

    private void requests(int count) {
        for (int rider = 0; rider < count; rider++) {
            Instant at = NOW.minus(Duration.ofMinutes(count - rider));
            memory.requested("ride-" + rider, FakeRoads.corner(2), at);
            planner.requested("ride-" + rider, 2, at);
        }
    }

    @Test
    void theNextOwnerExpectsWhatTheLastOneDid() {
        requests(20);
        TaskPlanner next = planner();
        next.takeOver(new DrivingShare(), NOW);
        assertThat(Arrays.stream(planner.expected(NOW)).sum()).isGreaterThan(5);
        assertThat(next.expected(NOW)).isEqualTo(planner.expected(NOW));
        // What the memory told of is heard of again at every tick, and counts once.
        next.requested("ride-3", 2, NOW.minus(Duration.ofMinutes(17)));
        assertThat(next.expected(NOW)).isEqualTo(planner.expected(NOW));
    }

    @Test
    void whoTakesOverAgainForgetsWhatItKnewOfBefore() {
        requests(20);
        planner.takeOver(new DrivingShare(), NOW);
        double[] once = planner.expected(NOW);
        planner.takeOver(new DrivingShare(), NOW);
        assertThat(planner.expected(NOW)).isEqualTo(once);
    }

    @Test
    void aClosureMakesOtherZonesButForgetsNobody() {
        requests(20);
        double before = Arrays.stream(planner.expected(NOW)).sum();
        roads.cut(40);
        assertThat(Arrays.stream(planner.expected(NOW)).sum()).isCloseTo(before, within(1e-9));
    }

    @Test
    void thePriceOfEmptyDrivingAndItsShareGoOn() {
        var share = new DrivingShare();
        share.sent(1_000, 9_000, NOW);
        for (int minute = 0; minute < 10; minute++) {
            planner.plan(List.of(), List.of(), List.of(), Map.of(), share, NOW.plus(Duration.ofMinutes(minute)));
        }
        assertThat(planner.emptyPrice()).isLessThan(0.2);
        var shareOfNext = new DrivingShare();
        TaskPlanner next = planner();
        next.takeOver(shareOfNext, NOW.plus(Duration.ofMinutes(10)));
        assertThat(next.emptyPrice()).isEqualTo(planner.emptyPrice());
        assertThat(shareOfNext.empty()).isEqualTo(0.1);
    }

    @Test
    void theNextOwnerSendsCarsWhereRidesWereRequestedOfTheLast() {
        requests(20);
        TaskPlanner next = planner();
        next.takeOver(new DrivingShare(), NOW);
        assertThat(plan(next, NOW)).isEmpty();
        assertThat(plan(next, NOW.plus(Duration.ofMinutes(2))))
                .hasSize(1)
                .first()
                .isInstanceOf(Move.Reposition.class);
        assertThat(plan(planner(), NOW)).isEmpty();
    }

    @Test
    void aCarThatWasMovedWaitsForAnHourBeforeItIsMovedAgain() {
        requests(20);
        assertThat(plan(planner, NOW)).isEmpty();
        Instant moved = NOW.plus(Duration.ofMinutes(2));
        assertThat(plan(planner, moved)).hasSize(1);
        Instant soon = moved.plus(Duration.ofMinutes(50));
        Instant later = moved.plus(Duration.ofMinutes(60));
        for (int rider = 0; rider < 20; rider++) {
            planner.requested("more-" + rider, 2, soon);
        }
        assertThat(plan(planner, soon)).isEmpty();
        assertThat(plan(planner, later)).hasSize(1);
    }

    private static List<Move> plan(TaskPlanner planner, Instant now) {
        return planner.plan(
                List.of(new TaskPlanner.Standing("car-1", 45, 90)),
                List.of(),
                List.of(),
                Map.of(),
                new DrivingShare(),
                now);
    }

    @Test
    void whatIsLongPastIsForgotten() {
        requests(20);
        planner.forget(Set.of(), NOW.plus(Duration.ofHours(3)));
        roads.cut(40);
        assertThat(Arrays.stream(planner.expected(NOW)).sum()).isZero();
    }
}
