package robotaxi.city.expert;

import robotaxi.city.road.Path;
import robotaxi.city.road.Pose;
import robotaxi.city.view.Body;

/**
 * A body that plays its part in a scene, known for every moment.
 *
 * @param id its name
 * @param kind what it is
 * @param path what it moves along
 * @param startMetres where it is at the scene's moment
 * @param speed its speed at that moment, metres a second
 * @param acceleration its acceleration from then on, metres a second squared
 * @param topSpeed the speed it gains at most
 * @param goesAfterSeconds before this it does not move; 0 for at once
 */
record Actor(
        String id,
        Body.Kind kind,
        Path path,
        double startMetres,
        double speed,
        double acceleration,
        double topSpeed,
        double goesAfterSeconds) {

    /** Its body so many seconds after the scene's moment; before it, as if its speed had been steady. */
    Body at(double seconds) {
        double moving = seconds < 0 ? (goesAfterSeconds > 0 ? 0 : seconds) : Math.max(0, seconds - goesAfterSeconds);
        double nowSpeed = speed;
        double way = speed * moving;
        if (moving > 0 && acceleration != 0) {
            double end = acceleration < 0 ? 0 : topSpeed;
            double until = Math.max(0, (end - speed) / acceleration);
            double changing = Math.min(moving, until);
            nowSpeed = speed + acceleration * changing;
            way = speed * changing + acceleration * changing * changing / 2 + nowSpeed * (moving - changing);
        }
        Pose pose = path.at(startMetres + way);
        double shown = seconds < goesAfterSeconds ? 0 : nowSpeed;
        boolean braking = kind != Body.Kind.PEDESTRIAN && ((acceleration < -0.8 && seconds > -0.3) || shown < 0.1);
        return new Body(id, kind, pose, shown, braking);
    }
}
