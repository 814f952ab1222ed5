package robotaxi.dispatch.partner;

/**
 * Port: the programs by which partners log in, with the client credentials grant.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4">RFC 6749, client credentials</a>
 */
public interface PartnerClients {
    /** Name by which tokens of a client call themselves. */
    static String principal(String clientId) {
        return "service-account-" + clientId;
    }

    /**
     * Makes a client with the role of a partner and no other.
     *
     * @param id chosen by the caller
     * @return its secret
     */
    String create(String id, String clientId);

    /** Gives a client another secret; the one before is worth nothing from now on. */
    String rotate(String id);

    /** Lets a client have tokens, or no more of them. */
    void enable(String id, boolean enabled);

    /** Removes a client; one that is not there is no fault. */
    void delete(String id);
}
