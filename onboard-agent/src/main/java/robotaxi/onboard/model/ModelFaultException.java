package robotaxi.onboard.model;

/** The model could not be loaded or run. The code says why. */
public final class ModelFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    /** With a machine-readable code such as "model.golden-mismatch". */
    public ModelFaultException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** With the cause. */
    public ModelFaultException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Machine-readable reason. */
    public String code() {
        return code;
    }
}
