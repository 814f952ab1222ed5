package robotaxi.contracts.custody;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** ECDSA over P-256 with SHA-256, DER, as {@code openssl dgst -sha256 -verify} takes it, and the certificates that vouch for it. */
public final class Signatures {
    /** Extended key usage "keeps evidence", in the arc that X.667 gives to UUIDs: a keeper's certificate is good for nothing else. */
    public static final String KEEPER = "2.25.279791277623847379776269226749526677231";

    private static final String VEHICLE = "urn:robotaxi:vehicle:";
    private static final int SAN_URI = 6;
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Signatures() {}

    /** Signs a text. */
    public static byte[] sign(PrivateKey key, String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return signature.sign();
    }

    /** Whether the certificate's key signed the text. */
    public static boolean isBy(X509Certificate certificate, String text, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initVerify(certificate.getPublicKey());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * Follows certificates up to an anchor. The moment is the first at which all of them held: an old signature stays good when its
     * certificate ends.
     *
     * @throws GeneralSecurityException if they do not lead there
     */
    public static void requirePath(List<X509Certificate> chain, Collection<X509Certificate> anchors)
            throws GeneralSecurityException {
        if (chain.isEmpty()) {
            throw new CertificateException("no certificate");
        }
        Date from = chain.stream()
                .map(X509Certificate::getNotBefore)
                .max(Date::compareTo)
                .orElseThrow();
        Set<TrustAnchor> trusted =
                anchors.stream().map(anchor -> new TrustAnchor(anchor, null)).collect(Collectors.toSet());
        PKIXParameters parameters = new PKIXParameters(trusted);
        parameters.setRevocationEnabled(false);
        parameters.setDate(from);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
    }

    /** Whether the certificate is a keeper's. */
    public static boolean isKeeper(X509Certificate certificate) throws GeneralSecurityException {
        List<String> purposes = certificate.getExtendedKeyUsage();
        return purposes != null && purposes.equals(List.of(KEEPER)) && certificate.getBasicConstraints() < 0;
    }

    /** Whether the certificate is this car's. */
    public static boolean isVehicle(X509Certificate certificate, String vehicleId) throws GeneralSecurityException {
        var names = certificate.getSubjectAlternativeNames();
        return names != null
                && names.stream()
                        .anyMatch(name -> Integer.valueOf(SAN_URI).equals(name.get(0))
                                && (VEHICLE + vehicleId).equals(name.get(1)));
    }

    /** Certificates of a PEM text, the signer's first. */
    public static List<X509Certificate> certificates(String pem) throws CertificateException {
        List<X509Certificate> out = new ArrayList<>();
        var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
            out.add((X509Certificate) certificate);
        }
        return out;
    }

    /** A certificate as PEM. */
    public static String pem(X509Certificate certificate) throws CertificateException {
        return "-----BEGIN CERTIFICATE-----\n" + PEM.encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** SHA-256 of a certificate. */
    public static String fingerprint(X509Certificate certificate) throws CertificateException {
        return Sha256.of(certificate.getEncoded());
    }
}
