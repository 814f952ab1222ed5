package robotaxi.city.scene;

import java.util.Locale;

/** What a scene is about. */
public enum Template {
    /** Nothing is in the way. */
    CLEAR(8),
    /** The road bends. */
    CURVE(8),
    /** A vehicle ahead sets the speed. */
    FOLLOW(9),
    /** The vehicle ahead brakes to a stop. */
    LEAD_BRAKING(10),
    /** A queue stands ahead. */
    QUEUE(7),
    /** Somebody walks across. */
    PEDESTRIAN(10),
    /** Somebody on a bicycle rides at the edge of our lane. */
    CYCLIST(7),
    /** Somebody on a scooter rides at the edge of our lane. */
    SCOOTER(6),
    /** A parked vehicle reaches into our lane. */
    PARKED(8),
    /** Cones narrow our lane. */
    CONSTRUCTION(7),
    /** An emergency vehicle stands in our lane. */
    EMERGENCY(6),
    /** A person in the road tells us to stop. */
    HAND_SIGNAL(6),
    /** The route turns left across oncoming traffic. */
    LEFT_TURN(9),
    /** A vehicle moves into our lane, close ahead. */
    CUT_IN(7);

    private final int weight;

    Template(int weight) {
        this.weight = weight;
    }

    /** How often it comes, in proportion to the others. */
    int weight() {
        return weight;
    }

    /** As names and files write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
