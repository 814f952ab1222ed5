package robotaxi.gateway.link.adapter;

import io.grpc.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import robotaxi.contracts.link.v1.RenewRequest;
import robotaxi.contracts.link.v1.RenewResponse;
import robotaxi.gateway.identity.Refusal;
import robotaxi.gateway.identity.VehicleCertificate;
import robotaxi.gateway.identity.adapter.CertificateDesk;
import robotaxi.gateway.registry.adapter.Certificates;

/** Who may come in, who gets a new certificate, and whose stream is cut when its certificate ends. */
@ApplicationScoped
class PeerGate {
    private static final Logger LOG = Logger.getLogger(PeerGate.class);

    private final Certificates certificates;
    private final CertificateDesk desk;
    private final CertificateWatch watch;
    private final LinkRefusals refusals;

    @Inject
    PeerGate(Certificates certificates, CertificateDesk desk, CertificateWatch watch, LinkRefusals refusals) {
        this.certificates = certificates;
        this.desk = desk;
        this.watch = watch;
        this.refusals = refusals;
    }

    /** Whom of several cars it does not let in, and why. Belongs to the transaction under way. */
    Map<VehicleCertificate, Refusal> admit(Collection<VehicleCertificate> shown) {
        return certificates.admit(shown);
    }

    /** Throws rather than answers, so that the transaction of whoever is refused changes nothing. */
    void admit(PeerIdentity peer) {
        certificates.admit(peer.certificate()).ifPresent(why -> {
            throw new RefusedPeerException(why);
        });
    }

    /** The next certificate of an admitted car. */
    RenewResponse renew(PeerIdentity peer, RenewRequest request) throws GeneralSecurityException {
        admit(peer);
        return desk.renew(peer.vehicleId(), request.getCertificateSigningRequest());
    }

    /** Notes a refusal; the status that the peer gets. */
    Status refused(PeerIdentity peer, Refusal why) {
        LOG.warnf("A car was refused, vehicleId=%s code=%s", peer.vehicleId(), why.code());
        refusals.refused(peer, why);
        return Status.UNAUTHENTICATED.withDescription(why.code());
    }

    /** Cuts an open stream when its certificate is revoked, superseded or expired. */
    CertificateWatch.Watch watch(PeerIdentity peer, Consumer<String> cut) {
        return watch.open(peer.certificate(), cut);
    }
}
