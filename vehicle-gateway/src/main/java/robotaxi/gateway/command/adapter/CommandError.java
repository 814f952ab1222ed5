package robotaxi.gateway.command.adapter;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every reason for which the ledger says no to a caller. */
enum CommandError implements ErrorCode {
    /** No such command. */
    UNKNOWN("command.unknown", Category.UNKNOWN, "There is no such command"),
    /** It has ended, so that nothing can be taken back. */
    ALREADY_OVER("command.already-over", Category.REFUSED, "The command has ended"),
    /** The caller's command id is another command's. */
    ID_TAKEN("command.id-taken", Category.REFUSED, "Another command has this id"),
    /** No such car. */
    VEHICLE_UNKNOWN("vehicle.unknown", Category.UNKNOWN, "There is no such vehicle"),
    /** No such emergency. */
    EMERGENCY_UNKNOWN("emergency.unknown", Category.UNKNOWN, "There is no such emergency"),
    /** Somebody has ended it before. */
    EMERGENCY_ALREADY_OVER("emergency.already-over", Category.REFUSED, "The emergency has ended"),
    /** A filter or a body that means nothing. */
    BAD_REQUEST("command.bad-request", Category.CALLER, "The request cannot be understood");

    private final String code;
    private final Category category;
    private final String title;

    CommandError(String code, Category category, String title) {
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
