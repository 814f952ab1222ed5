package robotaxi.kit.security;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** The name of a car in its certificate. */
public final class VehicleUrn {
    private static final String PREFIX = "urn:robotaxi:vehicle:";
    private static final int SAN_URI = 6;

    private VehicleUrn() {}

    /** The name that a car's certificate carries. */
    public static String of(String vehicleId) {
        return PREFIX + vehicleId;
    }

    /** The fleet id that a verified certificate names. */
    public static Optional<String> vehicleId(Certificate certificate) {
        if (!(certificate instanceof X509Certificate x509)) {
            return Optional.empty();
        }
        try {
            var names = x509.getSubjectAlternativeNames();
            return names == null
                    ? Optional.empty()
                    : names.stream()
                            .filter(name -> name.get(0) instanceof Integer kind && kind == SAN_URI)
                            .map(name -> String.valueOf(name.get(1)))
                            .filter(uri -> uri.startsWith(PREFIX))
                            .map(uri -> uri.substring(PREFIX.length()))
                            .findFirst();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }
}
