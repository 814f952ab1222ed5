package robotaxi.gateway.link.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import robotaxi.gateway.identity.Refusal;

/** The platform's own path validation up to the fleet's root; what it refuses is named, so that it can be audited. */
final class VehicleTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager platform;

    private VehicleTrust(X509ExtendedTrustManager platform) {
        this.platform = platform;
    }

    /** A certificate that TLS refused. */
    static final class RefusedException extends CertificateException {
        private static final long serialVersionUID = 1L;

        private final Refusal why;
        private final String subject;

        private RefusedException(Refusal why, X509Certificate certificate, CertificateException cause) {
            super(cause);
            this.why = why;
            this.subject = certificate.getSubjectX500Principal().getName();
        }

        Refusal why() {
            return why;
        }

        /** Not verified: what the certificate says of itself. */
        String subject() {
            return subject;
        }
    }

    static VehicleTrust upTo(Path root) throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        try (InputStream pem = Files.newInputStream(root)) {
            roots.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(roots);
        return new VehicleTrust((X509ExtendedTrustManager) factory.getTrustManagers()[0]);
    }

    private interface Check {
        void run() throws CertificateException;
    }

    private static void named(X509Certificate[] chain, Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException e) {
            throw new RefusedException(isOfTime(e) ? Refusal.EXPIRED : Refusal.FOREIGN_AUTHORITY, chain[0], e);
        }
    }

    private static boolean isOfTime(Throwable fault) {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof CertPathValidatorException path
                    && (path.getReason() == CertPathValidatorException.BasicReason.EXPIRED
                            || path.getReason() == CertPathValidatorException.BasicReason.NOT_YET_VALID)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        named(chain, () -> platform.checkClientTrusted(chain, type, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        named(chain, () -> platform.checkClientTrusted(chain, type, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        named(chain, () -> platform.checkClientTrusted(chain, type));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        platform.checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        platform.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        platform.checkServerTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return platform.getAcceptedIssuers();
    }
}
