package robotaxi.local.stack;

import org.jspecify.annotations.Nullable;

/** The stack cannot do what was asked; the message is for the person at the terminal. */
public class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With words that say what to do. */
    public StackException(String message) {
        super(message);
    }

    /** With words that say what to do, and what led to it. */
    public StackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
