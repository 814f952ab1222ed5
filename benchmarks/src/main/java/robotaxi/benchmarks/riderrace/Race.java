package robotaxi.benchmarks.riderrace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.fleet.Hold;
import robotaxi.ota.release.Release;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.rollout.FollowVehicles;
import robotaxi.ota.rollout.GraveIncident;
import robotaxi.ota.rollout.HoldForIncident;
import robotaxi.ota.rollout.InstallTerms;
import robotaxi.ota.rollout.Patience;
import robotaxi.ota.rollout.Rollout;
import robotaxi.ota.rollout.RolloutAct;
import robotaxi.ota.rollout.RolloutEvents;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.SteerRollouts;
import robotaxi.ota.rollout.TakingCars;
import robotaxi.ota.rollout.VehicleOrders;
import robotaxi.ota.rollout.VehicleState;
import robotaxi.ota.rollout.VehicleUpdate;

/**
 * One car that waits to be updated, and riders who want it, for a quarter of an hour. The update service is its own {@link FollowVehicles}
 * and {@link SteerRollouts}; people stop, pause and roll back when they like, and incidents hold it.
 */
public final class Race implements VehicleOrders, RolloutEvents {
    private static final long LENGTH_MILLIS = 900_000;
    private static final double PEOPLE_INTERFERE = 0.4;
    private static final Release.Signed RELEASE = new Release.Signed(
            new Release.Content(new ReleaseId("m", "1"), List.of("m/1/car.zip"), null, null, Instant.EPOCH, "race"),
            List.of(),
            null);
    private static final Patience PATIENCE = new Patience(
            Duration.ofHours(24),
            Duration.ofHours(6),
            Duration.ofHours(1),
            Duration.ofHours(72),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            20);
    private static final TakingCars ALWAYS = new TakingCars() {
        @Override
        public Map<String, Long> room(boolean urgent) {
            return Map.of();
        }

        @Override
        public boolean mayAsk(boolean urgent, String vehicleId) {
            return true;
        }

        @Override
        public boolean take(boolean urgent, String vehicleId) {
            return true;
        }
    };

    private final World world;
    private final Witness witness = new Witness();
    private final CarInRace car;
    private final Market market;
    private final OneCar store;
    private final FollowVehicles follow;
    private final SteerRollouts steer;
    private final HoldForIncident hold;
    private final World.Lane asks;
    private final World.Lane answers;
    private final RolloutId rollout;
    private int ids;

    private Race(long seed, boolean heedsHolds) {
        this.world = new World(seed);
        this.car = new CarInRace(world, witness);
        this.market = new Market(world, witness, heedsHolds);
        this.store = new OneCar(world);
        this.asks = world.new Lane();
        this.answers = world.new Lane();
        this.follow = new FollowVehicles(
                store, this, this, _ -> {}, (_, _, _) -> List.of(), ALWAYS, PATIENCE, world, this::nextId);
        this.steer = new SteerRollouts(store, (_, _) -> Optional.empty(), store, this, follow, world, this::nextId);
        this.hold = new HoldForIncident(store, store, this, follow);
        car.tells(market::over);
        this.rollout = steer.start(RELEASE, List.of(OneCar.ID), InstallTerms.FORCED, "ada", "")
                .plan()
                .id();
    }

    /**
     * Runs one.
     *
     * @param heedsHolds false for a dispatch that forgets its holds, to see that the witness sees
     */
    static Witness.Tally run(long seed, boolean heedsHolds) {
        var race = new Race(seed, heedsHolds);
        race.follow.report(race.rollout, OneCar.ID, VehicleState.WAITING_FOR_SAFE_MOMENT, "", "");
        race.riders();
        race.timer();
        race.people();
        race.world.run(LENGTH_MILLIS);
        return race.witness.tally();
    }

    private void riders() {
        world.after(world.between(1_000, 120_000), () -> {
            market.riderCame(car);
            riders();
        });
    }

    private void timer() {
        world.after(world.between(1_000, 30_000), () -> {
            if (!store.car().state().ended()) {
                follow.tick(rollout);
                timer();
            }
        });
    }

    private void people() {
        if (world.chance.nextDouble() < PEOPLE_INTERFERE) {
            world.after(world.between(100, LENGTH_MILLIS / 2), () -> {
                switch (world.chance.nextInt(4)) {
                    case 0 -> steer.act(rollout, RolloutAct.STOP, "ben", "");
                    case 1 -> steer.act(rollout, RolloutAct.ROLL_BACK, "ben", "");
                    case 2 -> {
                        steer.act(rollout, RolloutAct.PAUSE, "ben", "");
                        resumeLater();
                    }
                    default -> {
                        hold.handle("m@1", new GraveIncident(nextId(), OneCar.ID, "collision", world.instant()));
                        resumeLater();
                    }
                }
            });
        }
    }

    private void resumeLater() {
        world.after(
                world.between(1_000, LENGTH_MILLIS / 2),
                () -> steer.act(rollout, RolloutAct.RESUME, "ben", "looked at"));
    }

    private String nextId() {
        return "id-" + ++ids;
    }

    @Override
    public Map<String, String> install(Rollout.Plan plan, List<VehicleUpdate> cars, Instant notAfter) {
        if (cars.getFirst().returnsTo() != null) {
            // On its way back it has the files still, and waits again.
            world.after(
                    world.between(1_000, 20_000),
                    () -> follow.report(rollout, OneCar.ID, VehicleState.WAITING_FOR_SAFE_MOMENT, "", ""));
        }
        return Map.of(OneCar.ID, "install");
    }

    @Override
    public void withdraw(String vehicleId, String commandId, String reason) {
        car.withdraw(commandId);
    }

    @Override
    public String activate(Rollout.Plan plan, VehicleUpdate update, long fence, Instant notAfter) {
        String command = nextId();
        car.activate(command, update.destination(plan), fence, notAfter, new CarInRace.Listener() {
            @Override
            public void state(VehicleState state) {
                follow.report(rollout, OneCar.ID, state, "", "");
            }

            @Override
            public void ended(String commandId, String code) {
                follow.orderFailed(commandId, OneCar.ID, code, "");
            }
        });
        return command;
    }

    @Override
    public void requestReservation(Rollout.Plan plan, String vehicleId, String reservationId, Instant notAfter) {
        asks.send(() -> {
            @Nullable Hold granted = market.requested(reservationId, notAfter);
            answers.send(() -> follow.answered(
                    OneCar.ID,
                    reservationId,
                    granted != null,
                    granted == null ? 0 : granted.fence(),
                    granted == null ? Instant.EPOCH : granted.heldUntil()));
        });
    }

    @Override
    public void releaseReservation(String vehicleId, String reservationId, long fence) {
        asks.send(() -> market.released(reservationId));
    }

    @Override
    public void rolloutChanged(Rollout changed, String actor, String detail) {}

    @Override
    public void fleetReached(Rollout of) {}

    @Override
    public void vehiclesChanged(Rollout of, List<VehicleUpdate> updates) {}
}
