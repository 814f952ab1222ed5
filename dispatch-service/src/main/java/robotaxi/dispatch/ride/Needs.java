package robotaxi.dispatch.ride;

/**
 * What a car must have for a ride.
 *
 * @param seats for how many people
 * @param wheelchair one of them sits in a wheelchair
 */
public record Needs(int seats, boolean wheelchair) {
    /** One person on foot. */
    public static final Needs ONE = new Needs(1, false);
}
