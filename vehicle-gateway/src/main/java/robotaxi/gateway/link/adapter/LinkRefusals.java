package robotaxi.gateway.link.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import robotaxi.gateway.identity.Refusal;
import robotaxi.gateway.identity.RefusalTally.Kind;
import robotaxi.gateway.identity.adapter.Refusals;

/** Peers that the vehicle link turned away. May be called from any thread: what waits for the database does so on its own. */
@ApplicationScoped
class LinkRefusals {
    private static final String ACTION = "link.refused";

    private final Refusals refusals;

    @Inject
    LinkRefusals(Refusals refusals) {
        this.refusals = refusals;
    }

    /** A car, known by its verified certificate. */
    void refused(PeerIdentity peer, Refusal why) {
        String detail = "certificate " + peer.certificate().fingerprint();
        audit(new Kind(peer.address(), ACTION, why.code(), peer.vehicleId()), peer.vehicleId(), detail);
    }

    /**
     * Somebody of whom no car's certificate was verified.
     *
     * @param subject what the peer's certificate says, if there was one
     */
    void refused(String address, Refusal why, String subject) {
        if (why == Refusal.HANDSHAKE) {
            refusals.count(ACTION, why.code());
        } else {
            audit(new Kind(address, ACTION, why.code(), ""), subject, "");
        }
    }

    private void audit(Kind kind, String subject, String detail) {
        Thread.ofVirtual().name("link-refused").start(() -> refusals.refused(kind, subject, detail));
    }
}
