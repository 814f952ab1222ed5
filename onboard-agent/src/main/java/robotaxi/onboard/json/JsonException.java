package robotaxi.onboard.json;

/** The text is not the JSON that was expected. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public JsonException(String message) {
        super(message);
    }
}
