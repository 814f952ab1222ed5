package robotaxi.testkit;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import robotaxi.contracts.command.v1.Command;
import robotaxi.contracts.signing.SignedBytes;
import robotaxi.contracts.signing.SignerCertificate;

/** The services of a test's fleet as those that sign commands: certificates from the fleet's root, keys, and signed commands. */
public final class TestSigners {
    private static final Duration VALIDITY = Duration.ofDays(2);
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** A certificate with its key. */
    public record Identity(X509Certificate certificate, KeyPair key) {}

    private final Identity root;
    private final Identity intermediate;
    private final Map<String, Identity> services = new ConcurrentHashMap<>();

    /** Of a fleet of its own. */
    public TestSigners() {
        this(selfSigned());
    }

    /** Of the fleet with this root. */
    public TestSigners(Identity root) {
        this.root = root;
        this.intermediate = Profile.of("CN=test services")
                .authority()
                .purpose(SignerCertificate.PURPOSE)
                .signedBy(root);
    }

    /** What cars pin. */
    public X509Certificate root() {
        return root.certificate();
    }

    /** Its certificates, the service's own first. */
    public List<X509Certificate> chain(String service) {
        return List.of(identity(service).certificate(), intermediate.certificate());
    }

    /** Writes a service's key and chain, and says so in the service's settings. */
    public Map<String, String> settings(Path folder, String service) {
        Path key = folder.resolve("signing.key");
        Path chain = folder.resolve("signing.pem");
        try {
            Files.writeString(
                    key, pem("PRIVATE KEY", identity(service).key().getPrivate().getEncoded()));
            Files.writeString(chain, pem(identity(service).certificate()) + pem(intermediate.certificate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("command-signing.key", key.toString(), "command-signing.chain", chain.toString());
    }

    /** The command as the service would sign it. */
    public Command sign(String service, Command.Builder command) {
        return sign(command.setSigner(service), identity(service), intermediate);
    }

    /** The command with the signature of anybody's key and the certificates of anybody, the first one's key is used. */
    public static Command sign(Command.Builder command, Identity... chain) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(chain[0].key().getPrivate());
            signature.update(SignedBytes.of(command.build()));
            command.setSignature(ByteString.copyFrom(signature.sign())).clearSignerChain();
            for (Identity each : chain) {
                command.addSignerChain(ByteString.copyFrom(each.certificate().getEncoded()));
            }
            return command.build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What signs the services. */
    public Identity intermediate() {
        return intermediate;
    }

    /** What signs the intermediate. */
    public Identity rootIdentity() {
        return root;
    }

    private Identity identity(String service) {
        return services.computeIfAbsent(service, name -> Profile.signer(name).signedBy(intermediate));
    }

    private static Identity selfSigned() {
        return Profile.of("CN=test root").authority().selfSigned();
    }

    private static String pem(Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + new String(PEM.encode(der), StandardCharsets.US_ASCII)
                + "\n-----END " + kind + "-----\n";
    }

    /**
     * What a certificate is to say, good or bad.
     *
     * @param purpose extended key usage, empty for none
     * @param uri alternative name, empty for none
     */
    public record Profile(
            String subject,
            boolean isAuthority,
            String purpose,
            String uri,
            String curve,
            Instant from,
            Instant until) {
        /** A certificate for nothing much, in force for two days. */
        public static Profile of(String subject) {
            Instant now = Instant.now();
            return new Profile(subject, false, "", "", "secp256r1", now.minus(VALIDITY), now.plus(VALIDITY));
        }

        /** A service's. */
        public static Profile signer(String service) {
            return of("CN=" + service).purpose(SignerCertificate.PURPOSE).uri(SignerCertificate.urn(service));
        }

        /** May sign others. */
        public Profile authority() {
            return new Profile(subject, true, purpose, uri, curve, from, until);
        }

        /** With this extended key usage. */
        public Profile purpose(String oid) {
            return new Profile(subject, isAuthority, oid, uri, curve, from, until);
        }

        /** With this name. */
        public Profile uri(String name) {
            return new Profile(subject, isAuthority, purpose, name, curve, from, until);
        }

        /** With a key on this curve. */
        public Profile curve(String name) {
            return new Profile(subject, isAuthority, purpose, uri, name, from, until);
        }

        /** In force for this time. */
        public Profile valid(Instant first, Instant last) {
            return new Profile(subject, isAuthority, purpose, uri, curve, first, last);
        }

        /** The certificate with a new key. */
        public Identity signedBy(Identity issuer) {
            KeyPair key = keys();
            return new Identity(certificate(issuer.certificate().getSubjectX500Principal(), issuer.key(), key), key);
        }

        private Identity selfSigned() {
            KeyPair key = keys();
            return new Identity(certificate(new X500Principal(subject), key, key), key);
        }

        private KeyPair keys() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new java.security.spec.ECGenParameterSpec(curve));
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private X509Certificate certificate(X500Principal issuer, KeyPair issuerKey, KeyPair key) {
            try {
                var builder = new JcaX509v3CertificateBuilder(
                        issuer,
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(from),
                        Date.from(until),
                        new X500Principal(subject),
                        key.getPublic());
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
                builder.addExtension(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(isAuthority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
                if (!purpose.isEmpty()) {
                    var oid = KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose));
                    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(oid));
                }
                if (!uri.isEmpty()) {
                    var name = new GeneralName(GeneralName.uniformResourceIdentifier, uri);
                    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
                }
                return new JcaX509CertificateConverter()
                        .getCertificate(builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey.getPrivate())));
            } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
