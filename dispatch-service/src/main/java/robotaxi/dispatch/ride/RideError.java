package robotaxi.dispatch.ride;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every reason for which dispatch says no. */
public enum RideError implements ErrorCode {
    /** No such ride, or not yours. */
    UNKNOWN("ride.unknown", Category.UNKNOWN, "There is no such ride"),
    /** No such quote, or not yours. */
    QUOTE_UNKNOWN("quote.unknown", Category.UNKNOWN, "There is no such quote"),
    /** The price was locked until a time that has passed. */
    QUOTE_EXPIRED("quote.expired", Category.REFUSED, "The quote has expired"),
    /** A quote makes one ride. */
    QUOTE_USED("quote.used", Category.REFUSED, "The quote already became a ride"),
    /** We do not drive there. */
    OUT_OF_AREA("ride.out-of-area", Category.CALLER, "The place is outside the operating area"),
    /** No road leads from here to there. */
    NO_ROUTE("ride.no-route", Category.CALLER, "No road leads from the pick-up to the drop-off"),
    /** The body cannot be understood. */
    BAD_REQUEST("ride.bad-request", Category.CALLER, "The request cannot be understood"),
    /** Same key, other content. */
    IDEMPOTENCY_MISMATCH(
            "ride.idempotency-mismatch", Category.CALLER, "The idempotency key was used for something else"),
    /** The ride is in a state that does not allow it. */
    STATE_CONFLICT("ride.state-conflict", Category.REFUSED, "The ride's state does not allow that"),
    /** The ride has ended. */
    ALREADY_OVER("ride.already-over", Category.REFUSED, "The ride is already over"),
    /** Not the rider's PIN. */
    WRONG_PIN("ride.wrong-pin", Category.REFUSED, "The PIN is wrong"),
    /** Nobody sits in the car yet. */
    NOT_BOARDED("ride.not-boarded", Category.REFUSED, "The rider has not boarded yet"),
    /** No receipt before the end. */
    NOT_COMPLETED("ride.not-completed", Category.REFUSED, "The ride is not completed yet"),
    /** Somebody else was faster. */
    CHANGED_MEANWHILE("ride.changed-meanwhile", Category.STALE, "The ride changed meanwhile"),
    /** Another instance holds the market's lease. */
    NOT_OWNER("market.not-owner", Category.BUSY, "This instance does not own the market at the moment");

    private final String code;
    private final Category category;
    private final String title;

    RideError(String code, Category category, String title) {
        this.code = code;
        this.category = category;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Category category() {
        return category;
    }

    @Override
    public String title() {
        return title;
    }
}
