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
        return ofChain(chain());
    }

    /**
     * The certificate that the car showed.
     *
     * @throws FleetException as {@link #vehicleId}
     */
    public Certificate certificate() {
        vehicleId();
        return chain()[0];
    }

    private Certificate[] chain() {
        SSLSession session = request.getCurrent().request().connection().sslSession();
        if (session == null) {
            return new Certificate[0];
        }
        try {
            return session.getPeerCertificates();
        } catch (SSLPeerUnverifiedException e) {
            return new Certificate[0];
        }
    }

    static Optional<String> ofChain(Certificate[] chain) {
        return chain.length == 0 ? Optional.empty() : VehicleUrn.vehicleId(chain[0]);
    }
}
