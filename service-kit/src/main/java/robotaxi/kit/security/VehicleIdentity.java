package robotaxi.kit.security;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;
import robotaxi.kit.problem.FleetException;

/** Which car speaks, from the certificate of its mutual TLS connection: SAN {@code urn:robotaxi:vehicle:<id>}. */
@RequestScoped
public class VehicleIdentity {
    private static final String URN = "urn:robotaxi:vehicle:";
    private static final int SAN_URI = 6;

    private final CurrentVertxRequest request;

    @Inject
    VehicleIdentity(CurrentVertxRequest request) {
        this.request = request;
    }

    /**
     * The car's fleet id.
     *
     * @throws FleetException if the connection carries no vehicle certificate, as on the port for people
     */
    public String vehicleId() {
        return find().orElseThrow(() ->
                new FleetException(VehicleError.NO_CERTIFICATE, "This resource is for vehicles, on the vehicle port"));
    }

    /** The car's fleet id, if a car speaks. */
    public Optional<String> find() {
        SSLSession session = request.getCurrent().request().connection().sslSession();
        if (session == null) {
            return Optional.empty();
        }
        try {
            return ofChain(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    static Optional<String> ofChain(Certificate[] chain) {
        if (chain.length == 0 || !(chain[0] instanceof X509Certificate leaf)) {
            return Optional.empty();
        }
        try {
            Collection<List<?>> names = leaf.getSubjectAlternativeNames();
            if (names == null) {
                return Optional.empty();
            }
            return names.stream()
                    .filter(name -> name.get(0) instanceof Integer kind && kind == SAN_URI)
                    .map(name -> String.valueOf(name.get(1)))
                    .filter(uri -> uri.startsWith(URN))
                    .map(uri -> uri.substring(URN.length()))
                    .findFirst();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }

    private enum VehicleError implements ErrorCode {
        NO_CERTIFICATE;

        @Override
        public String code() {
            return "vehicle.no-certificate";
        }

        @Override
        public Category category() {
            return Category.UNKNOWN;
        }

        @Override
        public String title() {
            return "There is no such resource for callers without a vehicle certificate";
        }
    }
}
