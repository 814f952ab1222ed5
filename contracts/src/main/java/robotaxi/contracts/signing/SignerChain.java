package robotaxi.contracts.signing;

import com.google.protobuf.ByteString;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * A signer's certificates, verified up to the fleet's root.
 *
 * @param from when all of them are in force, both ends included
 */
record SignerChain(String service, PublicKey key, Instant from, Instant until) {
    private static final int LONGEST = 3;

    /**
     * Verifies certificates, the signer's first.
     *
     * @throws GeneralSecurityException if they do not lead from a signer to the root, whatever the time
     */
    static SignerChain verify(List<ByteString> encoded, X509Certificate root) throws GeneralSecurityException {
        if (encoded.isEmpty() || encoded.size() > LONGEST) {
            throw new CertificateException("a chain has one to " + LONGEST + " certificates");
        }
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> chain = new ArrayList<>();
        Instant from = Instant.MIN;
        Instant until = Instant.MAX;
        for (ByteString der : encoded) {
            InputStream in = der.newInput();
            X509Certificate certificate = (X509Certificate) factory.generateCertificate(in);
            SignerCertificate.requirePurpose(certificate);
            from = max(from, certificate.getNotBefore().toInstant());
            until = min(until, certificate.getNotAfter().toInstant());
            chain.add(certificate);
        }
        String service = SignerCertificate.serviceOf(chain.getFirst());
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        // The time is judged at each command; here any moment will do at which all are in force.
        parameters.setDate(Date.from(from));
        CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(chain), parameters);
        return new SignerChain(service, chain.getFirst().getPublicKey(), from, until);
    }

    boolean isInForce(Instant now, Duration tolerance) {
        return !now.isBefore(from.minus(tolerance)) && !now.isAfter(until.plus(tolerance));
    }

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
