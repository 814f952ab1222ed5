package robotaxi.kit.security;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;
import robotaxi.kit.problem.FleetException;

/** Which car speaks, from the certificate of its mutual TLS connection: SAN {@code urn:robotaxi:vehicle:<id>}. */
@RequestScoped
public class VehicleIdentity {
    private static final ErrorCode NO_CERTIFICATE = new ErrorCode(
            "vehicle.no-certificate",
            Category.UNKNOWN,
            "There is no such resource for callers without a vehicle certificate");

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
        return find().orElseThrow(
                        () -> new FleetException(NO_CERTIFICATE, "This resource is for vehicles, on the vehicle port"));
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
        return chain.length == 0 ? Optional.empty() : VehicleUrn.vehicleId(chain[0]);
    }
}
