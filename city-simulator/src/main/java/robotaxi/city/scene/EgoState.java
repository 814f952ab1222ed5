package robotaxi.city.scene;

import robotaxi.city.expert.Unicycle;
import robotaxi.city.road.Pose;

/**
 * How the car moves at one moment.
 *
 * @param rearAxle middle of the rear axle
 * @param speed metres a second, never negative
 * @param acceleration metres a second squared
 * @param curvature of its way, 1/m, left positive
 */
public record EgoState(Pose rearAxle, double speed, double acceleration, double curvature) {

    /** Where an action leads in a tenth of a second. */
    public EgoState after(Action action) {
        Unicycle next = new Unicycle(rearAxle, speed).step(action.acceleration(), action.curvature());
        return new EgoState(next.pose(), next.speed(), action.acceleration(), action.curvature());
    }

    /**
     * What the driver does for a tenth of a second.
     *
     * @param acceleration metres a second squared
     * @param curvature 1/m, left positive
     */
    public record Action(double acceleration, double curvature) {}
}
