package robotaxi.ota.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where rollouts are kept. Who changes a rollout locks it first, and then its cars; who changes a single car on its own word locks
 * that car alone and never waits for the rollout.
 */
public interface Rollouts {
    /** Keeps a new one with the cars of a selection that are free, each of them eligible and drawn into a wave. Answers how many. */
    int add(Rollout rollout, Selection selection);

    /** How many cars a selection would take in now. */
    Selection.Preview preview(String releaseId, Selection.Fitting selection);

    /** Obstacles to a release coming to a car, as the API names them; none where it fits. */
    Map<String, List<String>> obstacles(String releaseId, List<String> vehicleIds);

    /** One rollout, for reading. */
    Optional<Rollout> find(RolloutId id);

    /** One rollout, which nobody else can change until the transaction ends: the one writer. */
    Optional<Rollout> lock(RolloutId id);

    /** The same, unless somebody else holds it just now. */
    Optional<Rollout> tryLock(RolloutId id);

    /** Notes its new state. */
    void save(Rollout rollout);

    /** All, newest first. */
    List<Rollout> list();

    /** Those that move or are held: the timer looks after them. */
    List<RolloutId> listLive();

    /** Whether it left out no car that its release fits. */
    boolean tookWholeFleet(RolloutId id);

    /** All of a release, newest first. */
    List<Rollout> listOf(String releaseId);

    /** Those of a release that wait for evidence. */
    List<RolloutId> listGated(String releaseId);

    /** Which of these cars are in a live rollout that they have not ended in. */
    List<String> listBusy(List<String> vehicleIds);

    /** How many cars of a rollout are in which state. */
    Map<VehicleState, Long> count(RolloutId id);

    /** Whether a car has not come to an end. */
    boolean anyOpen(RolloutId id);

    /** The cars of a rollout by id, for reading. */
    List<VehicleUpdate> listVehicles(RolloutId id);

    /** Cars of the waves up to one in a state, locked; at most so many. */
    List<VehicleUpdate> lockVehicles(RolloutId id, int wave, VehicleState state, int most);

    /** Cars of the waves up to one that wait for an offer and that their destination fits, locked; at most so many. */
    List<VehicleUpdate> lockToOffer(RolloutId id, int wave, int most);

    /** How a wave stands. */
    Course.WaveCount countWave(RolloutId id, int wave);

    /** Notes who approves. */
    void approve(RolloutId id, String actor, Instant now);

    /** Who has approved. */
    List<String> listApprovers(RolloutId id);

    /** Cars whose silence has lasted too long, locked, but for those that somebody else holds; at most so many. */
    List<VehicleUpdate> lockOverdue(RolloutId id, Instant now, int most);

    /**
     * Waiting cars that are told, never asked for or asked for before that time or with a hold that has lapsed by now, within the
     * limits, locked: who was asked for longest ago comes first.
     */
    List<VehicleUpdate> lockToAsk(RolloutId id, Instant askedBefore, Instant now, Limits limits, int most);

    /**
     * Which cars are asked for.
     *
     * @param room how many of each market at most; a market that is missing has no bound
     * @param leastChargePercent of the battery, as far as it is known
     */
    record Limits(Map<String, Long> room, int leastChargePercent) {}

    /** Cars that are told, wait for the rollout's release and have no order to switch to it, locked; at most so many. */
    List<VehicleUpdate> lockUncommitted(RolloutId id, int most);

    /**
     * Cars that run the rollout's release, are free, and have run another one before that was not revoked: turned around to that one,
     * locked; at most so many. A device that asks for itself gets a new action, for a release that has a file for it. One that was
     * turned around before is not among them.
     */
    List<VehicleUpdate> lockToReturn(RolloutId id, int most);

    /** Lets cars that did not get back be turned around once more. */
    void forgetReturns(RolloutId id);

    /** Devices that ask for themselves and have not come to an end, locked. */
    List<VehicleUpdate> lockPulling(RolloutId id);

    /** What each of these devices is in the middle of, for reading; a device that rests is missing. */
    List<RolloutCar> listUnderWay(List<String> deviceIds);

    /** The devices of a rollout that are in the middle of its update. */
    List<String> listDevices(RolloutId id);

    /** One car of a rollout, locked. */
    Optional<RolloutCar> lockVehicle(RolloutId id, String vehicleId);

    /** A device's update by the number under which the device knows it, locked. */
    Optional<RolloutCar> lockAction(String deviceId, int actionId);

    /** The same of many by their numbers; unknown ones are missing. */
    List<RolloutCar> lockActions(List<Integer> actionIds);

    /** The rollout for whose car a reservation was asked. */
    Optional<RolloutId> findByReservation(String reservationId);

    /** The rollout for whose car an order was sent. */
    Optional<RolloutId> findByCommand(String commandId);

    /** Notes how far cars are. */
    void saveVehicles(RolloutId id, List<VehicleUpdate> updates);
}
