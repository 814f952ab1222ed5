package robotaxi.ota.rollout;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" about rollouts. */
public enum RolloutError implements ErrorCode {
    /** Neither cars nor a count, or both. */
    MALFORMED("rollout.malformed", Category.CALLER, "A rollout names its cars, or how many"),
    /** There is none with this id. */
    UNKNOWN("rollout.unknown", Category.UNKNOWN, "There is no such rollout"),
    /** A named car is in no registry. */
    VEHICLE_UNKNOWN("rollout.vehicle-unknown", Category.CALLER, "A car is not in the registry"),
    /** No file of the release is for its hardware. */
    HARDWARE_MISMATCH("rollout.hardware-mismatch", Category.REFUSED, "The release has no file for a car's hardware"),
    /** Another rollout is not done with it. */
    VEHICLE_BUSY("rollout.vehicle-busy", Category.REFUSED, "A car is part of another rollout"),
    /** Fewer cars fit than were asked for. */
    TOO_FEW_VEHICLES("rollout.too-few-vehicles", Category.REFUSED, "Fewer cars are there than asked for"),
    /** The state stands against it. */
    ILLEGAL_ACT("rollout.illegal-act", Category.REFUSED, "The rollout's state does not allow this");

    private final String code;
    private final Category category;
    private final String title;

    RolloutError(String code, Category category, String title) {
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
