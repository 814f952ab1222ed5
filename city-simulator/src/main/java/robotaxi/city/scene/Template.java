package robotaxi.city.scene;

import java.util.Locale;

/** What a scene is about. */
public enum Template {
    /** Nothing is in the way. */
    CLEAR(0, 8),
    /** The road bends. */
    CURVE(1, 8),
    /** A vehicle ahead sets the speed. */
    FOLLOW(2, 9),
    /** The vehicle ahead brakes to a stop. */
    LEAD_BRAKING(3, 10),
    /** A queue stands ahead. */
    QUEUE(4, 7),
    /** Somebody walks across. */
    PEDESTRIAN(5, 10),
    /** Somebody on a bicycle rides at the edge of our lane. */
    CYCLIST(6, 7),
    /** Somebody on a scooter rides at the edge of our lane. */
    SCOOTER(7, 6),
    /** A parked vehicle reaches into our lane. */
    PARKED(8, 8),
    /** Cones narrow our lane. */
    CONSTRUCTION(9, 7),
    /** An emergency vehicle stands in our lane. */
    EMERGENCY(10, 6),
    /** A person in the road tells us to stop. */
    HAND_SIGNAL(11, 6),
    /** The route turns left across oncoming traffic. */
    LEFT_TURN(12, 9),
    /** A vehicle moves into our lane, close ahead. */
    CUT_IN(13, 7);

    private final int number;
    private final int weight;

    Template(int number, int weight) {
        this.number = number;
        this.weight = weight;
    }

    /** As data sets write it; never changes. */
    public int number() {
        return number;
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
