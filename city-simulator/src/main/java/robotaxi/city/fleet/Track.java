package robotaxi.city.fleet;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import robotaxi.city.road.Pose;
import robotaxi.city.vehicle.CarState;
import robotaxi.city.view.Body;

/**
 * Something that the car's radar follows.
 *
 * @param body what it is
 * @param xMetres its middle ahead of the front bumper
 * @param yMetres its middle to the left
 * @param speedXMetresPerSecond over ground, along the car's axis
 * @param speedYMetresPerSecond over ground, to the left
 */
public record Track(
        Body body, double xMetres, double yMetres, double speedXMetresPerSecond, double speedYMetresPerSecond) {
    private static final double RANGE_METRES = 80;
    private static final double HALF_ANGLE = Math.toRadians(60);

    /** What the radar of a car sees of the bodies that count for it, nearest first. */
    public static List<Track> of(CarState car, List<Body> bodies) {
        return bodies.stream()
                .map(body -> of(car, body))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingDouble((Track track) -> Math.hypot(track.xMetres, track.yMetres))
                        .thenComparing(track -> track.body.id()))
                .toList();
    }

    private static Optional<Track> of(CarState car, Body body) {
        Pose bumper = car.rearAxle().moved(CarState.BUMPER_METRES, 0, 0);
        double turned = Pose.wrapped(body.centre().heading() - bumper.heading());
        double left = bumper.leftOf(body.centre().x(), body.centre().y());
        double middle = bumper.aheadOf(body.centre().x(), body.centre().y());
        boolean seen = middle > 0
                && Math.hypot(middle, left) < RANGE_METRES
                && Math.abs(Math.atan2(left, middle)) < HALF_ANGLE;
        // The vehicle in the other lane comes towards us; it is not in our way.
        boolean vehicle = switch (body.kind()) {
            case FLEET, CAR, EMERGENCY -> true;
            case PEDESTRIAN, CYCLIST, SCOOTER, CONE, MARSHAL -> false;
        };
        boolean oncoming = vehicle && Math.abs(turned) > Math.toRadians(120);
        if (!seen || oncoming) {
            return Optional.empty();
        }
        double speed = body.speedMetresPerSecond();
        return Optional.of(new Track(body, middle, left, speed * Math.cos(turned), speed * Math.sin(turned)));
    }
}
