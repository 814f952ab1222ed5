package robotaxi.ota.ddi.adapter;

import org.jspecify.annotations.Nullable;

/** A "no" to a device, in the shape that device clients know: not RFC 9457. */
class DdiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String errorCode;

    private DdiException(int status, @Nullable String errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    static DdiException unauthorized() {
        return new DdiException(401, null, "no valid credentials");
    }

    static DdiException busy() {
        return new DdiException(429, null, "come again");
    }

    static DdiException malformed(String message) {
        return new DdiException(400, "rest.body.notReadable", message);
    }

    static DdiException badAttributes(String message) {
        return new DdiException(400, "repo.invalidTargetAttributes", message);
    }

    static DdiException unknown(String what) {
        return new DdiException(404, "repo.entityNotFound", what);
    }

    static DdiException gone() {
        return new DdiException(410, "repo.entityNotFound", "the update has ended");
    }

    static DdiException notCancelling() {
        return new DdiException(405, "action.notCancelable", "nobody asked to give up the update");
    }

    static DdiException conflict(String message) {
        return new DdiException(409, "repo.entityAlreadyExists", message);
    }

    static DdiException tooMany(String message) {
        return new DdiException(429, "quota.tooManyEntries", message);
    }

    int status() {
        return status;
    }

    /** Without the prefix, or null for an answer without a body. */
    @Nullable
    String errorCode() {
        return errorCode;
    }
}
