package robotaxi.kit.security;

/** Realm roles as Keycloak names them. */
public final class Roles {
    /** Asks for rides; sees its own. */
    public static final String RIDER = "rider";

    /** A ride network that sends demand. */
    public static final String PARTNER = "partner";

    /** Runs the fleet day by day. */
    public static final String OPERATOR = "operator";

    /** Looks after incidents. */
    public static final String SAFETY = "safety";

    /** Publishes and rolls out releases. */
    public static final String RELEASE_MANAGER = "release-manager";

    /** Reads everything, changes nothing. */
    public static final String AUDITOR = "auditor";

    private Roles() {}
}
