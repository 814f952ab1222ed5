package robotaxi.onboard.update;

/** Metadata or a file is not to be trusted, or could not be had. The code says which check failed. */
public final class TufException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    /** With a machine-readable code such as "tuf.expired". */
    public TufException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Machine-readable reason. */
    public String code() {
        return code;
    }

    /** Whether nothing was heard: neither good nor bad. */
    public boolean isSilence() {
        return code.equals("ota.unavailable") || code.equals("ota.interrupted");
    }
}
