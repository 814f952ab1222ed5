package robotaxi.benchmarks.riderrace;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import robotaxi.onboard.mission.Answer;
import robotaxi.onboard.mission.BodyReport;
import robotaxi.onboard.mission.Mission;
import robotaxi.onboard.mission.MissionDesk;
import robotaxi.onboard.mission.MissionPhase;
import robotaxi.onboard.mission.MissionPurpose;
import robotaxi.onboard.mission.RouteLine;
import robotaxi.ota.rollout.VehicleState;

/** The car: the agent's own {@link MissionDesk}, a clock that is a few seconds wrong, and somebody who gets in and out. */
final class CarInRace {
    private static final long MOST_WRONG_MILLIS = 10_000;
    private static final double ROLLS_BACK = 0.2;
    private static final RouteLine ROUTE = RouteLine.of(new double[] {0, 100}, new double[] {0, 0}, new double[] {10});
    private static final BodyReport EMPTY = new BodyReport(true, true, false);
    private static final BodyReport BOARDED = new BodyReport(true, false, true);

    private final World world;
    private final Witness witness;
    private final MissionDesk desk = new MissionDesk();
    private final World.Lane commands;
    private final World.Lane toDispatch;
    private final World.Lane toUpdates;
    private final Duration wrong;
    private String runs = OneCar.FIRST_RELEASE;
    private final Set<String> withdrawn = new HashSet<>();
    private final Set<Long> givenUp = new HashSet<>();
    private Consumer<Long> rideOver = _ -> {};

    CarInRace(World world, Witness witness) {
        this.world = world;
        this.witness = witness;
        this.commands = world.new Lane();
        this.toDispatch = world.new Lane();
        this.toUpdates = world.new Lane();
        this.wrong = Duration.ofMillis(world.between(-MOST_WRONG_MILLIS, MOST_WRONG_MILLIS));
    }

    /** Who at dispatch hears that a ride is over. */
    void tells(Consumer<Long> dispatch) {
        this.rideOver = dispatch;
    }

    private boolean late(Instant notAfter) {
        return world.instant().plus(wrong).isAfter(notAfter);
    }

    private static String id(long ride, MissionPurpose purpose) {
        return ride + " " + purpose;
    }

    private static Mission mission(long ride, MissionPurpose purpose) {
        return new Mission(id(ride, purpose), id(ride, purpose), String.valueOf(ride), purpose, ROUTE);
    }

    /** Dispatch sends the car to a rider. */
    void mission(long ride, Instant notAfter) {
        commands.send(() -> {
            if (late(notAfter) || desk.start(mission(ride, MissionPurpose.PICKUP)) instanceof Answer.Refused) {
                toDispatch.send(() -> rideOver.accept(ride));
            } else {
                world.after(world.between(20_000, 200_000), () -> arrive(ride));
            }
        });
    }

    private void arrive(long ride) {
        if (!drives(ride, MissionPurpose.PICKUP)) {
            return;
        }
        desk.arrive();
        // Whoever has given up does not get in; the car waits until it is told.
        if (!givenUp.contains(ride)) {
            desk.unlock("unlock", String.valueOf(ride));
            desk.hear(BOARDED, true);
            world.after(world.between(1_000, 10_000), () -> bring(ride));
        }
    }

    private void bring(long ride) {
        desk.start(mission(ride, MissionPurpose.DROPOFF));
        world.after(world.between(30_000, 240_000), () -> {
            desk.arrive();
            desk.hear(EMPTY, true);
            toDispatch.send(() -> rideOver.accept(ride));
        });
    }

    private boolean drives(long ride, MissionPurpose purpose) {
        return desk.phase() == MissionPhase.DRIVING
                && desk.mission()
                        .filter(mission -> mission.missionId().equals(id(ride, purpose)))
                        .isPresent();
    }

    /** A rider gives up; answers false once they sit in the car. */
    boolean giveUp(long ride) {
        boolean pickedUp = desk.mission()
                .filter(mission -> mission.rideId().equals(String.valueOf(ride)))
                .filter(mission -> mission.purpose() == MissionPurpose.DROPOFF || desk.phase() == MissionPhase.BOARDED)
                .isPresent();
        if (!pickedUp) {
            givenUp.add(ride);
            commands.send(() -> {
                desk.cancel("cancel", id(ride, MissionPurpose.PICKUP), "given up");
                desk.hear(EMPTY, true);
            });
        }
        return !pickedUp;
    }

    /** What the update service hears of an activation. */
    interface Listener {
        void state(VehicleState state);

        /** The order came to a bad end. */
        void ended(String commandId, String code);
    }

    /** An order is taken back; one that has reached the car goes on. */
    void withdraw(String commandId) {
        withdrawn.add(commandId);
    }

    /** The update service orders the switch. */
    void activate(String commandId, String releaseId, long fence, Instant notAfter, Listener listener) {
        commands.send(() -> {
            Answer answer = late(notAfter) || withdrawn.contains(commandId)
                    ? new Answer.Refused("command.expired", "too late")
                    : desk.activate(releaseId, fence);
            if (answer instanceof Answer.Refused no) {
                toUpdates.send(() -> listener.ended(commandId, no.code()));
                return;
            }
            if (runs.equals(releaseId)) {
                // The release runs: nothing is switched, as in the agent.
                desk.activationOver();
                toUpdates.send(() -> listener.state(VehicleState.COMMITTED));
                return;
            }
            witness.activationBegan();
            toUpdates.send(() -> listener.state(VehicleState.ACTIVATING));
            world.after(world.between(5_000, 120_000), () -> {
                desk.activationOver();
                boolean good = world.chance.nextDouble() >= ROLLS_BACK;
                runs = good ? releaseId : runs;
                toUpdates.send(() -> listener.state(good ? VehicleState.COMMITTED : VehicleState.ROLLED_BACK));
                if (!good) {
                    toUpdates.send(() -> listener.ended(commandId, "self-check.failed"));
                }
            });
        });
    }
}
