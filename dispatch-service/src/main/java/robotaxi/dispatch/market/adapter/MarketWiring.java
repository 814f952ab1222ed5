package robotaxi.dispatch.market.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import robotaxi.dispatch.decision.DecisionLog;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.payment.Ledger;
import robotaxi.dispatch.pricing.Tariff;
import robotaxi.dispatch.ride.RideBook;
import robotaxi.dispatch.ride.RideDesk;
import robotaxi.dispatch.ride.Rides;
import robotaxi.dispatch.ride.VehicleCommands;
import robotaxi.dispatch.routing.adapter.GraphHopperRoads;
import robotaxi.dispatch.task.CleaningRule;
import robotaxi.dispatch.task.PlanningMemory;
import robotaxi.dispatch.task.TaskCommands;
import robotaxi.dispatch.task.TaskDesk;
import robotaxi.dispatch.task.TaskPlanner;
import robotaxi.dispatch.task.Tasks;
import robotaxi.kit.ids.Ids;

/** Builds the plain classes. */
@ApplicationScoped
class MarketWiring {
    private final Rides rides;
    private final Ledger ledger;
    private final Tariff tariff;
    private final Fleet fleet;
    private final VehicleCommands commands;
    private final DecisionLog log;
    private final Tasks tasks;
    private final TaskCommands taskCommands;
    private final PlanningMemory planning;
    private final DispatchConfig config;
    private final Ids ids;
    private final InstantSource clock;

    @Inject
    MarketWiring(
            Rides rides,
            Ledger ledger,
            Tariff tariff,
            Fleet fleet,
            VehicleCommands commands,
            DecisionLog log,
            Tasks tasks,
            TaskCommands taskCommands,
            PlanningMemory planning,
            DispatchConfig config,
            Ids ids,
            InstantSource clock) {
        this.rides = rides;
        this.ledger = ledger;
        this.tariff = tariff;
        this.fleet = fleet;
        this.commands = commands;
        this.log = log;
        this.tasks = tasks;
        this.taskCommands = taskCommands;
        this.planning = planning;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /** The roads of the city that a request means when it names none. */
    @Produces
    @Singleton
    static GraphHopperRoads roads(Markets markets) {
        return markets.list().getFirst().roads();
    }

    @Produces
    @Singleton
    static Tariff tariff(DispatchConfig config) {
        var given = config.tariff();
        return new Tariff(
                given.base(),
                given.perKilometre(),
                given.perMinute(),
                given.least(),
                given.holdPerMinute(),
                given.noShow(),
                given.lateCredit(),
                given.currency());
    }

    /** A market's own desk. */
    RideDesk desk(Markets.Market market) {
        var planner = new TaskPlanner(
                market.id(), market.roads(), config.rebalancing().emptyShare(), planning);
        var taskDesk = new TaskDesk(
                market.id(),
                tasks,
                fleet,
                market.roads(),
                taskCommands,
                planner,
                new CleaningRule(config.cleaning().afterRides()),
                ids::next,
                clock);
        return new RideDesk(
                market.id(),
                new RideBook(rides, ledger),
                fleet,
                market.roads(),
                commands,
                tariff,
                log,
                taskDesk,
                ids::next,
                clock);
    }
}
