package robotaxi.ota.trust;

import java.io.Serial;

/** Metadata that is refused, with the reason as a code. */
public final class TrustException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final TrustRefusal refusal;

    /** Refuses, and says why in words. */
    public TrustException(TrustRefusal refusal, String detail) {
        super(detail);
        this.refusal = refusal;
    }

    /** Refuses because of another failure. */
    public TrustException(TrustRefusal refusal, String detail, Throwable cause) {
        super(detail, cause);
        this.refusal = refusal;
    }

    /** The reason. */
    public TrustRefusal refusal() {
        return refusal;
    }
}
