package robotaxi.incident.liveview;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" to whoever wants to watch a car. */
public final class LiveError {
    /** The request says nothing that can be used. */
    public static final ErrorCode MALFORMED =
            new ErrorCode("live-view.malformed", Category.CALLER, "The request cannot be read");
    /** There is none with this id, or it is over, or it is another person's. */
    public static final ErrorCode UNKNOWN =
            new ErrorCode("live-view.unknown", Category.UNKNOWN, "You do not watch this car");
    /** No more cars can be watched at once. */
    public static final ErrorCode FULL =
            new ErrorCode("live-view.full", Category.BUSY, "Too many cars are watched at once");

    private LiveError() {}
}
