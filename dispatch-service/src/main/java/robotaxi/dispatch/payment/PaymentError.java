package robotaxi.dispatch.payment;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Why no money moves. */
public final class PaymentError {
    /** Not more than zero, or beyond any reason. */
    public static final ErrorCode BAD_AMOUNT =
            new ErrorCode("payment.bad-amount", Category.CALLER, "The amount makes no sense");
    /** Money is settled when the ride has ended. */
    public static final ErrorCode RIDE_NOT_OVER =
            new ErrorCode("payment.ride-not-over", Category.REFUSED, "The ride is not over yet");
    /** A refund is at most what is owed. */
    public static final ErrorCode MORE_THAN_OWED =
            new ErrorCode("payment.more-than-owed", Category.REFUSED, "The refund is more than the rider owes");
    /** The rider was never driven. */
    public static final ErrorCode NEVER_ABOARD =
            new ErrorCode("payment.never-aboard", Category.REFUSED, "The rider never sat in the car");
    /** One cleaning fee a ride. */
    public static final ErrorCode FEE_CHARGED_ALREADY = new ErrorCode(
            "payment.fee-charged-already", Category.REFUSED, "The ride has been charged for cleaning before");
    /** No fee, or its dispute was decided, or it was given back. */
    public static final ErrorCode NOTHING_TO_DISPUTE =
            new ErrorCode("payment.nothing-to-dispute", Category.REFUSED, "There is no fee that can be disputed");
    /** Nobody disputes anything. */
    public static final ErrorCode NO_DISPUTE =
            new ErrorCode("payment.no-dispute", Category.REFUSED, "There is no dispute to decide");

    private PaymentError() {}
}
