package robotaxi.gateway.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;
import robotaxi.kit.security.VehicleUrn;

/**
 * What a car's certificate says.
 *
 * @param name VIN and hardware id are empty if the certificate lacks them
 * @param fingerprint SHA-256 of the certificate, hexadecimal
 * @param notAfter its end
 */
public record VehicleCertificate(VehicleName name, String fingerprint, Instant notAfter) {
    private static final String SERIAL_NUMBER_OID = "2.5.4.5";
    private static final String SERIAL_NUMBER = "SERIALNUMBER";

    /** Reads a verified certificate; nothing if it names no car. */
    public static Optional<VehicleCertificate> of(X509Certificate certificate) {
        return VehicleUrn.vehicleId(certificate)
                .map(id -> new VehicleCertificate(
                        new VehicleName(
                                id,
                                vin(certificate.getSubjectX500Principal()),
                                VehicleUrn.hardwareId(certificate).orElse("")),
                        fingerprint(certificate),
                        certificate.getNotAfter().toInstant()));
    }

    /** SHA-256 of a certificate, hexadecimal. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String vin(X500Principal subject) {
        try {
            String name = subject.getName(X500Principal.RFC2253, Map.of(SERIAL_NUMBER_OID, SERIAL_NUMBER));
            return new LdapName(name)
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equals(SERIAL_NUMBER))
                            .map(rdn -> String.valueOf(rdn.getValue()))
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException e) {
            return "";
        }
    }
}
