package robotaxi.ota.ddi.adapter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.CollectionStore;

/** Images as SWUpdate takes them: a cpio archive of a description, its CMS signature and a file. */
final class SwuImage {
    private static final int KEY_BITS = 2048;
    private static final int CPIO_ALIGN = 4;

    private final ContentSigner signer;
    private final X509CertificateHolder certificate;

    SwuImage() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            KeyPair key = generator.generateKeyPair();
            signer = new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate());
            var name = new X500Name("CN=images");
            Instant now = Instant.now();
            certificate = new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.ONE,
                            Date.from(now.minus(Duration.ofHours(1))),
                            Date.from(now.plus(Duration.ofDays(1))),
                            name,
                            key.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection))
                    .build(signer);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the device verifies with. */
    String certificatePem() throws IOException {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(certificate);
        }
        return text.toString();
    }

    /** An image with a file that is written to a path. */
    byte[] of(String installedPath, byte[] content, String announcedSha256) {
        byte[] description = """
                software =
                {
                  version = "1.0";
                  hardware-compatibility: [ "1.0" ];
                  files: ( { filename = "content"; path = "%s"; sha256 = "%s"; } );
                };
                """.formatted(installedPath, announcedSha256).getBytes(StandardCharsets.US_ASCII);
        var archive = new ByteArrayOutputStream();
        append(archive, "sw-description", description);
        append(archive, "sw-description.sig", signature(description));
        append(archive, "content", content);
        append(archive, "TRAILER!!!", new byte[0]);
        return archive.toByteArray();
    }

    private byte[] signature(byte[] content) {
        try {
            var cms = new CMSSignedDataGenerator();
            cms.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .build(signer, certificate));
            cms.addCertificates(new CollectionStore<>(List.of(certificate)));
            return cms.generate(new CMSProcessableByteArray(content), false).getEncoded("DER");
        } catch (CMSException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file in cpio's "newc" form with a checksum, each part padded to four bytes. */
    private static void append(ByteArrayOutputStream archive, String name, byte[] content) {
        int sum = 0;
        for (byte each : content) {
            sum += each & 0xff;
        }
        String header = "070702"
                + "%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x"
                        .formatted(1, 0100644, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length() + 1, sum);
        archive.writeBytes((header + name + "\0").getBytes(StandardCharsets.US_ASCII));
        pad(archive);
        archive.writeBytes(content);
        pad(archive);
    }

    private static void pad(ByteArrayOutputStream archive) {
        while (archive.size() % CPIO_ALIGN != 0) {
            archive.write(0);
        }
    }
}
