package robotaxi.dispatch.matching;

import robotaxi.dispatch.matching.AvailableCar.State;

/** Whether a car may take a ride, and what that costs. Cheap questions first, energy last. */
final class Pairing {
    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final MatchingParameters parameters;
    private final ZoneValues values;

    Pairing(MatchingParameters parameters, ZoneValues values) {
        this.parameters = parameters;
        this.values = values;
    }

    /** Whether a car may take any ride at all. */
    boolean isFit(AvailableCar car) {
        return car.isHealthy()
                && car.isClean()
                && (car.state() != State.CHARGING || car.energyKwh() >= parameters.chargingFloorKwh());
    }

    /**
     * Whether a fit car may take this ride, being at the pick-up at that time. Who was told a car is not told to wait for one that
     * is not free yet.
     */
    boolean isAllowed(OpenRide ride, AvailableCar car, int approachMillis) {
        return car.seats() >= ride.seats()
                && (ride.heldBy() == null || car.state() != State.SOON_FREE)
                && (car.isWheelchairCar() || !ride.needsWheelchairCar())
                && car.areas().contains(ride.area())
                && energyLeftKwh(ride, car, approachMillis) >= parameters.reserveKwh();
    }

    private double energyLeftKwh(OpenRide ride, AvailableCar car, int approachMillis) {
        double drivenMillis = (double) drivenMillis(car, approachMillis) + ride.tripMillis() + ride.chargerMillis();
        return car.energyKwh() - drivenMillis / MILLIS_PER_HOUR * parameters.kwhPerHour();
    }

    /** The time that the car will drive empty; what it needs until it is ready is driven anyhow. */
    private static int drivenMillis(AvailableCar car, int approachMillis) {
        return approachMillis - car.readyMillis();
    }

    CostTerms terms(OpenRide ride, AvailableCar car, int approachMillis) {
        boolean isOther = ride.heldBy() != null && !ride.heldBy().equals(car.vehicleId());
        int soft = (car.isWheelchairCar() && !ride.needsWheelchairCar() ? parameters.wheelchairMillis() : 0)
                + (car.state() == State.CHARGING ? parameters.chargingMillis() : 0);
        return new CostTerms(
                approachMillis,
                (int) (parameters.emptyWeight() * drivenMillis(car, approachMillis)),
                isOther ? parameters.switchMillis() : 0,
                Math.max(0, values.millisAt(car.node())),
                soft);
    }

    /** What a car costs whatever ride it is given, its driving apart: less than that no pair with it costs beyond the driving. */
    long anyhow(AvailableCar car) {
        return (long) car.readyMillis()
                + Math.max(0, values.millisAt(car.node()))
                + (car.state() == State.CHARGING ? parameters.chargingMillis() : 0);
    }

    /** What it costs to leave a ride waiting, at least 0. */
    long unserved(OpenRide ride, long ageMillis) {
        double price = parameters.unservedMillis()
                + ride.priorityMillis()
                + parameters.ageWeight() * ageMillis
                - parameters.tripWeight() * ride.tripMillis()
                + values.millisAt(ride.dropoffNode());
        return Math.max(0, (long) price);
    }
}
