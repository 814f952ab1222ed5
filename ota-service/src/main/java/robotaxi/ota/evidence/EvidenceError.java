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

    /** Neither told of nor ever judged. */
    public static final ErrorCode SIGNER_UNKNOWN =
            new ErrorCode("evidence.signer-unknown", Category.UNKNOWN, "There is no such key that signs evidence");
    /** The key's state stands against it. */
    public static final ErrorCode SIGNER_CONFLICT =
            new ErrorCode("evidence.signer-conflict", Category.REFUSED, "The key's state does not allow this");
    /** Who doubts a key cannot approve of its end. */
    public static final ErrorCode OWN_APPROVAL = new ErrorCode(
            "evidence.own-approval", Category.REFUSED, "Somebody else must approve that a key is revoked");

    private EvidenceError() {}
}
