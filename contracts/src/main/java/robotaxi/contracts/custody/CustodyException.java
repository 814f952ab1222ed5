package robotaxi.contracts.custody;

/** Something of a chain of custody cannot be read. */
public final class CustodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong. */
    public CustodyException(String message) {
        super(message);
    }

    /** With what is wrong, and why. */
    public CustodyException(String message, Throwable cause) {
        super(message, cause);
    }
}
