package robotaxi.city.scene;

import java.util.List;
import robotaxi.city.view.Body;

/**
 * A stretch of the world and what happens there.
 *
 * @param seed it was made from
 * @param variant 0 for the scene itself, another number for the same place with other timing, weather and grip
 * @param template what it is about
 * @param roads the roads
 * @param route the way that the car shall take, along the middle of its lane and through the junction
 * @param junctionMetres where the route leaves its road in a junction, NaN where it does not
 * @param start how the car moves at the beginning
 * @param actors everybody else
 * @param conditions weather, light and grip
 * @param seconds how long it plays
 */
public record Scene(
        int seed,
        int variant,
        Template template,
        List<Carriageway> roads,
        RoadLine route,
        double junctionMetres,
        EgoState start,
        List<Actor> actors,
        Conditions conditions,
        double seconds) {

    /** How far a driver can see, metres from the front bumper. */
    public double sightMetres() {
        return conditions.night() ? 30 : 45;
    }

    /** Speed that a careful driver does not exceed here, metres a second. */
    public double speedLimit() {
        return conditions.rain() || conditions.night() ? 9 : 11;
    }

    /** Everybody's bodies at a moment. */
    public List<Body> bodiesAt(double time) {
        return actors.stream().map(actor -> actor.bodyAt(time)).toList();
    }

    /** Its name, from which it can be made again. */
    public SceneId id() {
        return new SceneId(template, seed, variant);
    }
}
