package robotaxi.city.fleet;

import java.util.List;
import robotaxi.city.vehicle.CarState;
import robotaxi.city.view.Body;

/**
 * All that an agent is told of one car at one moment.
 *
 * @param timeMicros world time
 * @param state how it moves
 * @param batteryPercent state of charge
 * @param odometerMetres metres since it was made
 * @param doorsClosed all doors shut
 * @param doorsLocked all doors locked
 * @param occupied a passenger sits in it, belted
 * @param collided contact began
 * @param around the bodies that count for it
 * @param tracks what its radar follows of them, nearest first
 */
public record Moment(
        long timeMicros,
        CarState state,
        double batteryPercent,
        double odometerMetres,
        boolean doorsClosed,
        boolean doorsLocked,
        boolean occupied,
        boolean collided,
        List<Body> around,
        List<Track> tracks) {

    /** The moment of a car now. */
    public static Moment of(FleetCar car, long timeMicros) {
        return new Moment(
                timeMicros,
                car.state(),
                car.batteryPercent(),
                car.odometerMetres(),
                car.cabin().doorsClosed(),
                car.cabin().doorsLocked(),
                car.cabin().occupied(),
                car.collided(),
                List.copyOf(car.around()),
                List.copyOf(car.tracks()));
    }
}
