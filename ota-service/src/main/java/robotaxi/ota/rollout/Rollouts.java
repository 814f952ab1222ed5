package robotaxi.ota.rollout;

import java.util.List;
import java.util.Optional;

/** Where rollouts are kept. */
public interface Rollouts {
    /** Keeps a new one with its cars. */
    void add(Rollout rollout, List<VehicleUpdate> vehicles);

    /** One rollout, for reading. */
    Optional<Rollout> find(RolloutId id);

    /** One rollout, which nobody else can change until the transaction ends: the one writer. */
    Optional<Rollout> lock(RolloutId id);

    /** Notes its new state. */
    void save(Rollout rollout);

    /** All, newest first. */
    List<Rollout> list();

    /** Those that something may still happen to. */
    List<RolloutId> listLive();

    /** The live rollout that a car is part of and has not ended in. */
    Optional<RolloutId> findLiveFor(String vehicleId);

    /** The cars of a rollout by id. */
    List<VehicleUpdate> listVehicles(RolloutId id);

    /** One car of a rollout. */
    Optional<VehicleUpdate> findVehicle(RolloutId id, String vehicleId);

    /** The rollout for whose car a reservation was asked. */
    Optional<RolloutId> findByReservation(String reservationId);

    /** The rollout for whose car an order was sent. */
    Optional<RolloutId> findByCommand(String commandId);

    /** Notes how far a car is. */
    void saveVehicle(RolloutId id, VehicleUpdate update);
}
