package robotaxi.onboard.queue;

import org.jspecify.annotations.Nullable;

/**
 * A lane that never drops could not make a record safe: its budget or the disk is full and nothing is left to give way, or
 * the disk failed. The record may still turn up later, but nobody may count on it.
 */
public final class RecordRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecordRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
