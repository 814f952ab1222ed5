package robotaxi.contracts.mcap;

import java.io.Serial;

/** A file that breaks the format, with the reason in words. */
public final class MalformedMcapException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public MalformedMcapException(String reason) {
        super(reason);
    }
}
