package robotaxi.ota.rollout;

import java.util.Locale;

/** What must be shown of a release before it may drive. */
public enum EvidenceKind {
    /** It drove well in closed-loop simulation. */
    SIMULATION,
    /** It would have driven well beside the running release. */
    SHADOW;

    /** As the API names it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
