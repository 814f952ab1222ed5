package robotaxi.city.gate;

import java.util.List;
import java.util.Map;
import robotaxi.city.road.Pose;

/**
 * All that is known of one rollout.
 *
 * @param sceneId which scene
 * @param relevantFromMicros from here on the driver is responsible
 * @param ego size of the car, and where its middle lies ahead of its rear axle
 * @param actors everybody else's size by id
 * @param moments what was, every tenth of a second
 * @param decisions what the driver answered, in order
 * @param recording the recorded drive: rear axle, until the rollout's end
 */
public record Trace(
        String sceneId,
        long relevantFromMicros,
        Shape ego,
        Map<String, Shape> actors,
        List<Moment> moments,
        List<Decision> decisions,
        List<TimedPose> recording) {

    /**
     * The size of a box.
     *
     * @param length metres
     * @param width metres
     * @param centreAhead from the place that a pose names to the box's middle, metres
     * @param label what it is
     */
    public record Shape(double length, double width, double centreAhead, String label) {
        RoundedBox at(Pose pose) {
            return RoundedBox.of(pose.moved(centreAhead, 0, 0), length, width);
        }
    }

    /**
     * Where everybody is at a time.
     *
     * @param micros the time
     * @param rearAxle of the car
     * @param actors middles of everybody else's boxes, by id
     */
    public record Moment(long micros, Pose rearAxle, Map<String, Pose> actors) {}

    /**
     * An answer of the driver.
     *
     * @param micros when it was asked
     * @param plan the car's rear axle from then on; empty where there was none
     * @param samples the plans it was chosen from
     * @param reasoning in words
     * @param safe the driver's own safety monitor was content
     * @param dark the front picture was black
     * @param millis how long the driver thought
     */
    public record Decision(
            long micros,
            List<TimedPose> plan,
            List<List<TimedPose>> samples,
            String reasoning,
            boolean safe,
            boolean dark,
            double millis) {}
}
