package robotaxi.gateway.identity;

/** Why a peer of the vehicle link is turned away. The code is the same to the peer, in the audit log and as the metric's tag. */
public enum Refusal {
    /** TLS: the peer showed no certificate. */
    NO_CERTIFICATE("link.no-certificate"),
    /** TLS: the certificate does not lead to the fleet's root. */
    FOREIGN_AUTHORITY("link.foreign-authority"),
    /** TLS failed before anybody showed a certificate that tells more. Counted, not audited: every port scan is one. */
    HANDSHAKE("link.handshake-failed"),
    /** The certificate is the fleet's and names no car. */
    NO_VEHICLE("link.no-vehicle-certificate"),
    /** The registry knows no such car. */
    VEHICLE_UNKNOWN("link.vehicle-unknown"),
    /** VIN or hardware id are not what the registry holds for the car. */
    IDENTITY_MISMATCH("link.identity-mismatch"),
    /** Nobody remembers to have issued it. */
    CERTIFICATE_UNKNOWN("link.certificate-unknown"),
    /** Its time is over. */
    EXPIRED("link.certificate-expired"),
    /** An operator took it back. */
    REVOKED("link.certificate-revoked"),
    /** The car has used a newer one. */
    SUPERSEDED("link.certificate-superseded"),
    /** It may be renewed, but not by this request: no PKCS#10 with an EC P-256 key, signed by that key. */
    BAD_RENEWAL("renewal.bad-request");

    private final String code;

    Refusal(String code) {
        this.code = code;
    }

    /** Machine-readable; never changes its meaning. */
    public String code() {
        return code;
    }
}
