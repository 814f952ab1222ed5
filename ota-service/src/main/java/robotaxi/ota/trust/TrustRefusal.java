package robotaxi.ota.trust;

/** Every reason why metadata is not believed, each with its public code. */
public enum TrustRefusal {
    /** Not JSON, a member is missing, or one has the wrong type. */
    MALFORMED("tuf.malformed"),
    /** Metadata of one role was given where another belongs. */
    WRONG_TYPE("tuf.wrong-type"),
    /** Too few valid signatures of the keys that the role lists. */
    BAD_SIGNATURE("tuf.bad-signature"),
    /** The version is not the one that must follow. */
    WRONG_VERSION("tuf.wrong-version"),
    /** Its time is over. */
    EXPIRED("tuf.expired"),
    /** It is not what its parent lists. */
    HASH_MISMATCH("tuf.hash-mismatch"),
    /** The keys of the service sign nothing under this root. */
    ONLINE_KEYS_MISSING("tuf.online-keys-missing"),
    /** There is no root yet that could vouch for it. */
    NO_ROOT("tuf.no-root");

    private final String code;

    TrustRefusal(String code) {
        this.code = code;
    }

    /** Public code; never changes its meaning. */
    public String code() {
        return code;
    }
}
