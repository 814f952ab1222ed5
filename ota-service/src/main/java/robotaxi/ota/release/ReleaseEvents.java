package robotaxi.ota.release;

/** Tells the fleet and the audit what became of a release, in the transaction under way. */
public interface ReleaseEvents {
    /** It came to another state. */
    void changed(Release release, String actor, String reason);

    /** It may not drive any more. Cars hear it from the director; here it is noted. */
    void drivingStopped(Release.Revoked release, String actor, String reason);
}
