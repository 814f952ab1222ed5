package robotaxi.dispatch.ride;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every reason for which dispatch says no. */
public final class RideError {
    /** No such ride, or not yours. */
    public static final ErrorCode UNKNOWN = new ErrorCode("ride.unknown", Category.UNKNOWN, "There is no such ride");
    /** No such quote, or not yours. */
    public static final ErrorCode QUOTE_UNKNOWN =
            new ErrorCode("quote.unknown", Category.UNKNOWN, "There is no such quote");
    /** The price was locked until a time that has passed. */
    public static final ErrorCode QUOTE_EXPIRED =
            new ErrorCode("quote.expired", Category.REFUSED, "The quote has expired");
    /** A quote makes one ride. */
    public static final ErrorCode QUOTE_USED =
            new ErrorCode("quote.used", Category.REFUSED, "The quote already became a ride");
    /** We do not drive there. */
    public static final ErrorCode OUT_OF_AREA =
            new ErrorCode("ride.out-of-area", Category.CALLER, "The place is outside the operating area");
    /** No road leads from here to there. */
    public static final ErrorCode NO_ROUTE =
            new ErrorCode("ride.no-route", Category.CALLER, "No road leads from the pick-up to the drop-off");
    /** No street where a car may stop is near enough. */
    public static final ErrorCode NO_PICKUP_POINT =
            new ErrorCode("ride.no-pickup-point", Category.CALLER, "No car may stop near that place");
    /** The body cannot be understood. */
    public static final ErrorCode BAD_REQUEST =
            new ErrorCode("ride.bad-request", Category.CALLER, "The request cannot be understood");
    /** Same key, other content. */
    public static final ErrorCode IDEMPOTENCY_MISMATCH = new ErrorCode(
            "ride.idempotency-mismatch", Category.CALLER, "The idempotency key was used for something else");
    /** The ride is in a state that does not allow it. */
    public static final ErrorCode STATE_CONFLICT =
            new ErrorCode("ride.state-conflict", Category.REFUSED, "The ride's state does not allow that");
    /** The ride has ended. */
    public static final ErrorCode ALREADY_OVER =
            new ErrorCode("ride.already-over", Category.REFUSED, "The ride is already over");
    /** Not the rider's PIN. */
    public static final ErrorCode WRONG_PIN = new ErrorCode("ride.wrong-pin", Category.REFUSED, "The PIN is wrong");
    /** Nobody sits in the car yet. */
    public static final ErrorCode NOT_BOARDED =
            new ErrorCode("ride.not-boarded", Category.REFUSED, "The rider has not boarded yet");
    /** A change would make the ride dearer than the rider has agreed to. */
    public static final ErrorCode PRICE_NOT_ACCEPTED = new ErrorCode(
            "ride.price-not-accepted", Category.REFUSED, "The change costs more than the rider has accepted");
    /** Too soon to be scheduled, or too far away. */
    public static final ErrorCode BAD_PICKUP_TIME =
            new ErrorCode("ride.bad-pickup-time", Category.CALLER, "A ride cannot be scheduled for that time");
    /** More stops ahead than a ride may have. */
    public static final ErrorCode TOO_MANY_STOPS =
            new ErrorCode("ride.too-many-stops", Category.REFUSED, "The ride has too many stops");
    /** No car of the city takes such a party, be it free or not. */
    public static final ErrorCode NO_SUITABLE_CAR = new ErrorCode(
            "ride.no-suitable-car", Category.REFUSED, "No car here takes so many people, or a wheelchair");
    /** The caller's If-Match names an older version. */
    public static final ErrorCode OUTDATED =
            new ErrorCode("ride.outdated", Category.OUTDATED, "The ride changed since the caller has seen it");
    /** The car does not wait for its rider. */
    public static final ErrorCode NOT_WAITING =
            new ErrorCode("ride.not-waiting", Category.REFUSED, "The car does not wait for the rider");
    /** Not before the end. */
    public static final ErrorCode NOT_OVER =
            new ErrorCode("ride.not-over", Category.REFUSED, "The ride is not over yet");
    /** A ride is rated once. */
    public static final ErrorCode RATED_ALREADY =
            new ErrorCode("ride.rated-already", Category.REFUSED, "The ride has been rated before");
    /** No such note. */
    public static final ErrorCode NOTE_UNKNOWN =
            new ErrorCode("note.unknown", Category.UNKNOWN, "There is no such note");
    /** Somebody has dealt with it. */
    public static final ErrorCode NOTE_CLOSED =
            new ErrorCode("note.already-closed", Category.REFUSED, "Somebody has dealt with it before");
    /** No receipt before the end. */
    public static final ErrorCode NOT_COMPLETED =
            new ErrorCode("ride.not-completed", Category.REFUSED, "The ride is not completed yet");
    /** Somebody else was faster. */
    public static final ErrorCode CHANGED_MEANWHILE =
            new ErrorCode("ride.changed-meanwhile", Category.STALE, "The ride changed meanwhile");
    /** Another instance holds the market's lease. */
    public static final ErrorCode NOT_OWNER =
            new ErrorCode("market.not-owner", Category.BUSY, "This instance does not own the market at the moment");

    private RideError() {}
}
