package robotaxi.ota.evidence;

import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;

/** Every "no" about evidence. */
public final class EvidenceError {
    /** It cannot be read, or speaks of something else. */
    public static final ErrorCode MALFORMED =
            new ErrorCode("evidence.malformed", Category.CALLER, "The evidence cannot be read");
    /** No key that may show anything has signed it. */
    public static final ErrorCode NOT_SIGNED =
            new ErrorCode("evidence.not-signed", Category.CALLER, "The evidence is not signed by a key that counts");

    private EvidenceError() {}
}
