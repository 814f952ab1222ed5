package robotaxi.dispatch.ride;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import robotaxi.dispatch.decision.MatchTick;
import robotaxi.dispatch.fleet.FakeFleet;
import robotaxi.dispatch.pricing.Tariff;
import robotaxi.dispatch.routing.FakeRoads;
import robotaxi.dispatch.task.CleaningRule;
import robotaxi.dispatch.task.FakePlanningMemory;
import robotaxi.dispatch.task.FakeTaskCommands;
import robotaxi.dispatch.task.FakeTasks;
import robotaxi.dispatch.task.TaskDesk;
import robotaxi.dispatch.task.TaskPlanner;
import robotaxi.testkit.TestClock;

/** A desk in a small city: one street, some cars, some riders. Missions are numbered from mission-1 on. */
final class RideDeskEnvironment {
    static final String MARKET = "monaco";

    static final Tariff TARIFF = new Tariff(300, 140, 35, 600, 40, 500, 300, "EUR");

    final FakeLedger ledger = new FakeLedger();
    final FakeRides rides = new FakeRides();
    final FakeFleet fleet = new FakeFleet();
    final FakeRoads roads = new FakeRoads();
    final FakeCommands commands = new FakeCommands();
    final TestClock clock = new TestClock(TestRides.START);
    final List<MatchTick> ticks = new ArrayList<>();
    final RideDesk desk;
    final FakeTasks tasks = new FakeTasks();
    final FakeTaskCommands taskCommands = new FakeTaskCommands();
    final TaskPlanner planner = new TaskPlanner(MARKET, roads, 0.35, new FakePlanningMemory());
    private final AtomicInteger taskIds = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();

    RideDeskEnvironment() {
        desk = new RideDesk(
                MARKET,
                new RideBook(rides, ledger),
                fleet,
                roads,
                commands,
                TARIFF,
                ticks::add,
                tasks(),
                () -> "mission-" + ids.incrementAndGet(),
                clock);
    }

    private TaskDesk tasks() {
        return new TaskDesk(
                MARKET,
                tasks,
                fleet,
                roads,
                taskCommands,
                planner,
                new CleaningRule(25),
                () -> "task-" + taskIds.incrementAndGet(),
                clock);
    }

    RideDeskEnvironment car(String id, int corner) {
        fleet.parked(id, FakeRoads.corner(corner), clock.instant());
        return this;
    }

    /** The car is at a corner, driving. */
    RideDeskEnvironment drives(String id, int corner, String mission) {
        fleet.driving(id, FakeRoads.corner(corner), mission, clock.instant());
        return this;
    }

    RideDeskEnvironment arrivesIn(String id, double seconds) {
        fleet.arrivesIn(id, seconds);
        return this;
    }

    RideDeskEnvironment rider(String ride, int from, int to) {
        return party(ride, from, to, Needs.ONE);
    }

    RideDeskEnvironment party(String ride, int from, int to, Needs needs) {
        desk.riders()
                .request(
                        TestRides.order(ride, MARKET, FakeRoads.corner(from), FakeRoads.corner(to), needs),
                        "quote of " + ride,
                        ride);
        return this;
    }

    /** A rider who wants to go from corner 5 to corner 9, to be met after so long. */
    RideDeskEnvironment later(String ride, Duration ahead) {
        desk.riders()
                .request(
                        TestRides.later(
                                ride,
                                MARKET,
                                FakeRoads.corner(5),
                                FakeRoads.corner(9),
                                clock.instant().plus(ahead)),
                        "quote of " + ride,
                        ride);
        return this;
    }

    /** One car at corner 0 was sent to the rider at corner 5, who wants to go to corner 9. */
    static RideDeskEnvironment matched() {
        var city = new RideDeskEnvironment().car("car-1", 0).rider("ride-1", 5, 9);
        assertThat(city.desk.match()).isEqualTo(1);
        return city;
    }

    static RideDeskEnvironment arrived() {
        var city = matched();
        city.desk.missionUnderWay("car-1", "mission-1");
        city.car("car-1", 5);
        city.desk.missionArrived("car-1", "mission-1");
        return city;
    }

    static RideDeskEnvironment boarding() {
        var city = arrived();
        city.desk.riders().unlock(city.ride("ride-1"), TestRides.PIN);
        return city;
    }

    static RideDeskEnvironment inRide() {
        var city = boarding();
        city.desk.boarded("car-1", "ride-1");
        city.desk.riders().start(city.ride("ride-1"));
        return city;
    }

    Ride ride(String id) {
        return rides.find(new RideId(id)).orElseThrow();
    }

    RideState state(String id) {
        return ride(id).state();
    }

    String missionOf(String ride) {
        return String.valueOf(ride(ride).missionId());
    }

    String lastTold() {
        return commands.told().getLast();
    }

    RideDeskEnvironment after(Duration span) {
        clock.advance(span);
        return this;
    }
}
