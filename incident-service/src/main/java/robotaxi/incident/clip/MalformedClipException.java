package robotaxi.incident.clip;

import java.io.Serial;

/** A recording that breaks the format, with the reason in words. */
public final class MalformedClipException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public MalformedClipException(String reason) {
        super(reason);
    }
}
