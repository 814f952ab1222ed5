package robotaxi.ota.ddi;

/** What a device asks or says of one of its updates. */
public sealed interface Word {
    /** Who speaks. */
    String deviceId();

    /** The number under which the device knows the update. */
    int actionId();

    /** It reads what it shall install. */
    record Look(String deviceId, int actionId) implements Word {}

    /** It says how the update goes. */
    record OfUpdate(String deviceId, int actionId, Feedback feedback) implements Word {}

    /** It answers the wish that it give up. */
    record OfCancel(String deviceId, int actionId, Feedback feedback) implements Word {}
}
