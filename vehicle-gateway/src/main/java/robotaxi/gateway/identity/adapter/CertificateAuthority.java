package robotaxi.gateway.identity.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import robotaxi.gateway.identity.VehicleName;
import robotaxi.gateway.link.adapter.GatewayConfig;
import robotaxi.kit.security.VehicleUrn;

/** Signs cars' certificates with the intermediate. The root's key is nowhere near. */
@ApplicationScoped
class CertificateAuthority {
    private static final int SERIAL_BITS = 120;
    private static final int CLOCK_SKEW_MINUTES = 10;

    private final X509Certificate root;
    private final X509Certificate intermediate;
    private final PrivateKey key;
    private final GatewayConfig config;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    CertificateAuthority(GatewayConfig config, InstantSource clock) throws IOException, GeneralSecurityException {
        this.root = certificate(config.pki().root());
        this.intermediate = certificate(config.pki().intermediate());
        this.key = key(config.pki().intermediateKey());
        this.config = config;
        this.clock = clock;
    }

    /** What cars pin. */
    X509Certificate root() {
        return root;
    }

    /**
     * A certificate for a car: only the public key is taken from the request, the identity is ours. Fleet id and hardware id are
     * URIs among the alternative names, the VIN is the subject's {@code serialNumber} (X.520, RFC 4519 section 2.31).
     *
     * @return the car's certificate, then the intermediate
     * @throws GeneralSecurityException if the request is no valid PKCS#10 with an EC P-256 key, signed by that key
     */
    List<X509Certificate> sign(VehicleName car, byte[] request) throws GeneralSecurityException {
        try {
            var csr = new JcaPKCS10CertificationRequest(new PKCS10CertificationRequest(request));
            var algorithm = csr.getSubjectPublicKeyInfo().getAlgorithm();
            // By name, not by size: secp256k1 has 256 bits too. And first: the JDK faults on a curve that it doesn't
            // know.
            if (!X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm())
                    || !X9ObjectIdentifiers.prime256v1.equals(algorithm.getParameters())) {
                throw new GeneralSecurityException("the key is not EC P-256");
            }
            var publicKey = csr.getPublicKey();
            if (!csr.isSignatureValid(new JcaContentVerifierProviderBuilder().build(publicKey))) {
                throw new GeneralSecurityException("the request is not signed by its own key");
            }
            var now = clock.instant().atOffset(ZoneOffset.UTC);
            var subject = new X500NameBuilder(BCStyle.INSTANCE)
                    .addRDN(BCStyle.O, "Robotaxi fleet")
                    .addRDN(BCStyle.CN, car.vehicleId())
                    .addRDN(BCStyle.SERIALNUMBER, car.vin())
                    .build();
            var builder = new JcaX509v3CertificateBuilder(
                            new org.bouncycastle.cert.jcajce.JcaX509CertificateHolder(intermediate).getSubject(),
                            new BigInteger(SERIAL_BITS, random),
                            Date.from(now.minusMinutes(CLOCK_SKEW_MINUTES).toInstant()),
                            Date.from(now.plus(config.pki().vehicleValidity()).toInstant()),
                            subject,
                            publicKey)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                        uri(VehicleUrn.of(car.vehicleId())), uri(VehicleUrn.ofHardware(car.hardwareId()))
                    }));
            var holder = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key));
            return List.of(new JcaX509CertificateConverter().getCertificate(holder), intermediate);
        } catch (IOException | PKCSException | OperatorCreationException e) {
            throw new GeneralSecurityException("the request cannot be read", e);
        }
    }

    private static GeneralName uri(String name) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, name);
    }

    private static X509Certificate certificate(Path pem) throws IOException, GeneralSecurityException {
        try (var file = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
        }
    }

    private static PrivateKey key(Path pem) throws IOException {
        try (var parser = new PEMParser(Files.newBufferedReader(pem))) {
            Object content = parser.readObject();
            PrivateKeyInfo info =
                    content instanceof PEMKeyPair pair ? pair.getPrivateKeyInfo() : (PrivateKeyInfo) content;
            return new JcaPEMKeyConverter().getPrivateKey(info);
        }
    }
}
