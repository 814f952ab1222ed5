package robotaxi.gateway.command.adapter;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every reason for which the ledger says no to a caller. */
enum CommandError implements ErrorCode {
    /** No such command. */
    UNKNOWN("command.unknown", Category.UNKNOWN, "There is no such command"),
    /** It has ended, so that nothing can be taken back. */
    ALREADY_OVER("command.already-over", Category.REFUSED, "The command has ended"),
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
