package robotaxi.ota.rollout;

/**
 * A car with the rollout that it is part of. Nobody else can change the car until the transaction ends.
 *
 * @param rollout as it was read with the car; not locked
 * @param car locked
 */
public record RolloutCar(Rollout rollout, VehicleUpdate car) {}
