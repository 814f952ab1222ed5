package robotaxi.ota.release;

/** Tells the fleet and the audit what became of a release, in the transaction under way. */
@FunctionalInterface
public interface ReleaseEvents {
    /** It came to another state. */
    void changed(Release release, String actor, String reason);
}
