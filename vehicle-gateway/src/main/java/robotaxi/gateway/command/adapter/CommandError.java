package robotaxi.gateway.command.adapter;

import org.jspecify.annotations.Nullable;
import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;
import robotaxi.kit.problem.FleetException;

/** Every reason for which the ledger says no to a caller. */
final class CommandError {
    /** No such command. */
    static final ErrorCode UNKNOWN = new ErrorCode("command.unknown", Category.UNKNOWN, "There is no such command");
    /** It has ended, so that nothing can be taken back. */
    static final ErrorCode ALREADY_OVER =
            new ErrorCode("command.already-over", Category.REFUSED, "The command has ended");
    /** The caller's command id is another command's. */
    static final ErrorCode ID_TAKEN =
            new ErrorCode("command.id-taken", Category.REFUSED, "Another command has this id");
    /** No such emergency. */
    static final ErrorCode EMERGENCY_UNKNOWN =
            new ErrorCode("emergency.unknown", Category.UNKNOWN, "There is no such emergency");
    /** Somebody has ended it before. */
    static final ErrorCode EMERGENCY_ALREADY_OVER =
            new ErrorCode("emergency.already-over", Category.REFUSED, "The emergency has ended");
    /** A filter or a body that means nothing. */
    static final ErrorCode BAD_REQUEST =
            new ErrorCode("command.bad-request", Category.CALLER, "The request cannot be understood");

    private CommandError() {}

    /** The request cannot be understood, in detail. */
    static FleetException bad(String detail) {
        return new FleetException(BAD_REQUEST, detail);
    }

    /** A text that a request must hold, and that PostgreSQL can keep. */
    static String needed(@Nullable String value, String name) {
        if (value == null || value.isBlank() || value.indexOf('\0') >= 0) {
            throw bad(name + " is needed");
        }
        return value;
    }
}
