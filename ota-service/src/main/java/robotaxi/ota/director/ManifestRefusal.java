package robotaxi.ota.director;

/** Every reason why a vehicle manifest is not believed, each with its public code. */
public enum ManifestRefusal {
    /** Not JSON, a member is missing, or one has the wrong type. */
    MALFORMED("manifest.malformed"),
    /** Not signed with the key of the car's certificate, as a whole or for its computer. */
    BAD_SIGNATURE("manifest.bad-signature"),
    /** It speaks of another car than the one that sent it. */
    WRONG_VEHICLE("manifest.wrong-vehicle"),
    /** A computer of the car is missing, or one is named that it has not. */
    WRONG_ECUS("manifest.wrong-ecus"),
    /** Its counter was seen before, or a higher one was. */
    REPLAYED("manifest.replayed"),
    /** It was made too long ago, or will be made only later. */
    WRONG_TIME("manifest.wrong-time");

    private final String code;

    ManifestRefusal(String code) {
        this.code = code;
    }

    /** Public code; never changes its meaning. */
    public String code() {
        return code;
    }
}
