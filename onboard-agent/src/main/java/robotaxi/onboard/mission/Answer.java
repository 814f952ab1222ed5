package robotaxi.onboard.mission;

import java.util.List;

/** What the car says to an order. */
public sealed interface Answer {
    /** The order takes effect; what happened at once comes with it. */
    record Taken(List<Happening> happenings) implements Answer {}

    /** The order has no effect. */
    record Refused(String code, String detail) implements Answer {}
}
