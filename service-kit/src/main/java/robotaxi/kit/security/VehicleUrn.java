package robotaxi.kit.security;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** The names of a car and of its computer in the car's certificate: two URIs among the subject's alternative names. */
public final class VehicleUrn {
    private static final String VEHICLE = "urn:robotaxi:vehicle:";
    private static final String HARDWARE = "urn:robotaxi:hardware:";
    private static final int SAN_URI = 6;

    private VehicleUrn() {}

    /** The name that a car's certificate carries. */
    public static String of(String vehicleId) {
        return VEHICLE + vehicleId;
    }

    /** The name of the car's computer. */
    public static String ofHardware(String hardwareId) {
        return HARDWARE + hardwareId;
    }

    /** The fleet id that a verified certificate names. */
    public static Optional<String> vehicleId(Certificate certificate) {
        return find(certificate, VEHICLE);
    }

    /** The hardware id that a verified certificate names; none in those issued before it was bound in. */
    public static Optional<String> hardwareId(Certificate certificate) {
        return find(certificate, HARDWARE);
    }

    private static Optional<String> find(Certificate certificate, String prefix) {
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
                            .filter(uri -> uri.startsWith(prefix))
                            .map(uri -> uri.substring(prefix.length()))
                            .findFirst();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }
}
