package robotaxi.dispatch.matching;

import java.util.Set;

/**
 * A car that can be given a ride, now or soon.
 *
 * @param node road node where it can next decide
 * @param readyMillis time until it is there and free
 * @param state what it does meanwhile
 * @param energyKwh usable energy that it will have then
 * @param seats seats for riders
 * @param isWheelchairCar whether it takes a wheelchair
 * @param isClean whether it is clean enough for riders
 * @param isHealthy whether nothing speaks against driving it
 * @param areas operating areas that its release is allowed in
 */
public record AvailableCar(
        String vehicleId,
        int node,
        int readyMillis,
        State state,
        double energyKwh,
        int seats,
        boolean isWheelchairCar,
        boolean isClean,
        boolean isHealthy,
        Set<String> areas) {
    private static final int USUAL_SEATS = 4;

    /** What an available car does. */
    public enum State {
        /** Stands and waits. */
        IDLE,
        /** Drives to where demand is expected. */
        REPOSITIONING,
        /** Drives to a charger, or waits there for a plug. */
        TO_CHARGER,
        /** Charges; what it has taken counts, what it gives up has a price. */
        CHARGING,
        /** Is on its way to a rider, but before the commit point. */
        ASSIGNED,
        /** Ends its ride soon; the match is held until then. */
        SOON_FREE
    }

    /** Copies, so that nobody changes a car. */
    public AvailableCar {
        areas = Set.copyOf(areas);
    }

    /** A car that stands and waits, with four seats, nothing against it and energy enough. */
    public static AvailableCar idle(String vehicleId, int node) {
        return of(vehicleId, node, 0, State.IDLE, Double.MAX_VALUE);
    }

    /** The same with other room. */
    public AvailableCar withRoom(int otherSeats, boolean takesWheelchair) {
        return new AvailableCar(
                vehicleId, node, readyMillis, state, energyKwh, otherSeats, takesWheelchair, isClean, isHealthy, areas);
    }

    /** A car with four seats and nothing against it. */
    public static AvailableCar of(String vehicleId, int node, int readyMillis, State state, double energyKwh) {
        return new AvailableCar(
                vehicleId,
                node,
                readyMillis,
                state,
                energyKwh,
                USUAL_SEATS,
                false,
                true,
                true,
                Set.of(OpenRide.WHOLE_MARKET));
    }
}
