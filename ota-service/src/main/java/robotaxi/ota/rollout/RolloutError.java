package robotaxi.ota.rollout;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" about rollouts. */
public final class RolloutError {
    /** Neither cars nor a count, or both. */
    public static final ErrorCode MALFORMED =
            new ErrorCode("rollout.malformed", Category.CALLER, "A rollout names its cars, or how many");
    /** There is none with this id. */
    public static final ErrorCode UNKNOWN =
            new ErrorCode("rollout.unknown", Category.UNKNOWN, "There is no such rollout");
    /** A named car is in no registry. */
    public static final ErrorCode VEHICLE_UNKNOWN =
            new ErrorCode("rollout.vehicle-unknown", Category.CALLER, "A car is not in the registry");
    /** No file of the release is for its hardware. */
    public static final ErrorCode HARDWARE_MISMATCH = new ErrorCode(
            "rollout.hardware-mismatch", Category.REFUSED, "The release has no file for a car's hardware");
    /** The release's compatibility excludes it. */
    public static final ErrorCode INCOMPATIBLE = new ErrorCode(
            "rollout.incompatible",
            Category.REFUSED,
            "The release does not fit a car's calibration, map, market, operating areas or agent");
    /** Another rollout is not done with it. */
    public static final ErrorCode VEHICLE_BUSY =
            new ErrorCode("rollout.vehicle-busy", Category.REFUSED, "A car is part of another rollout");
    /** Fewer cars fit than were asked for. */
    public static final ErrorCode TOO_FEW_VEHICLES =
            new ErrorCode("rollout.too-few-vehicles", Category.REFUSED, "Fewer cars are there than asked for");
    /** The state stands against it. */
    public static final ErrorCode ILLEGAL_ACT =
            new ErrorCode("rollout.illegal-act", Category.REFUSED, "The rollout's state does not allow this");

    /** The car's update is over, was asked to end before, or was never asked. */
    public static final ErrorCode NOT_CANCELLABLE = new ErrorCode(
            "rollout.not-cancellable", Category.REFUSED, "The car's update cannot be cancelled like this now");

    /** Fewer people have approved than must. */
    public static final ErrorCode NOT_APPROVED =
            new ErrorCode("rollout.not-approved", Category.REFUSED, "Not enough people have approved the rollout");
    /** It is held for an incident, and whoever lets it go on says why. */
    public static final ErrorCode REASON_NEEDED = new ErrorCode(
            "rollout.reason-needed", Category.CALLER, "A rollout that is held for an incident goes on for a reason");
    /** What let it through its gates does not count any more. */
    public static final ErrorCode EVIDENCE_MISSING = new ErrorCode(
            "rollout.evidence-missing",
            Category.REFUSED,
            "The evidence that let the rollout through its gates does not count any more");
    /** Who prepared it cannot approve it. */
    public static final ErrorCode OWN_APPROVAL =
            new ErrorCode("rollout.own-approval", Category.REFUSED, "Somebody else must approve the rollout");

    private RolloutError() {}
}
