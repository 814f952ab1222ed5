package robotaxi.contracts.signing;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.List;

/**
 * What makes a certificate one of a service that signs commands: the service's name as its one URI
 * {@code urn:robotaxi:service:<name>}, an EC P-256 key for digital signatures, and the purpose {@link #PURPOSE}. A car's certificate
 * has neither the name nor the purpose, so it never signs; and with this one purpose a signer's certificate opens no TLS connection
 * as a client.
 */
public final class SignerCertificate {
    /**
     * Extended key usage "signs a fleet's commands", in the arc that X.667 gives to UUIDs. Each certificate between the root and the
     * signer must have it, so that whoever may sign cars may not make signers.
     */
    public static final String PURPOSE = "2.25.278283312936401251306047047621328040459";

    private static final String NAME = "urn:robotaxi:service:";
    private static final int SAN_URI = 6;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int P256_BITS = 256;
    private static final String P256 = "secp256r1";

    private SignerCertificate() {}

    /** The name that a service's certificate carries. */
    public static String urn(String service) {
        return NAME + service;
    }

    /**
     * The service that a certificate names. Says nothing of who issued it.
     *
     * @throws GeneralSecurityException if it cannot be a signer's, with the reason
     */
    public static String serviceOf(X509Certificate certificate) throws GeneralSecurityException {
        boolean[] usage = certificate.getKeyUsage();
        if (certificate.getBasicConstraints() >= 0 || usage == null || !usage[DIGITAL_SIGNATURE]) {
            throw new CertificateException("it is not for digital signatures");
        }
        requirePurpose(certificate);
        requireP256(certificate.getPublicKey());
        var names = certificate.getSubjectAlternativeNames();
        if (names == null || names.size() != 1) {
            throw new CertificateException("it does not name one service and nothing else");
        }
        List<?> name = names.iterator().next();
        String uri = String.valueOf(name.get(1));
        if (!Integer.valueOf(SAN_URI).equals(name.get(0)) || !uri.startsWith(NAME) || uri.equals(NAME)) {
            throw new CertificateException("it names no service");
        }
        return uri.substring(NAME.length());
    }

    /**
     * Holds a certificate of the chain to the purpose.
     *
     * @throws CertificateException if it has another or none
     */
    static void requirePurpose(X509Certificate certificate) throws CertificateException {
        List<String> purposes = certificate.getExtendedKeyUsage();
        if (purposes == null || !purposes.contains(PURPOSE)) {
            throw new CertificateException("it is not for signing commands");
        }
    }

    private static void requireP256(PublicKey key) throws CertificateException {
        // The JDK knows one curve of 256 bits and calls it by this name.
        boolean isP256 = key instanceof ECPublicKey ec
                && ec.getParams().getOrder().bitLength() == P256_BITS
                && ec.getParams().toString().contains(P256);
        if (!isP256) {
            throw new CertificateException("its key is not EC P-256");
        }
    }
}
