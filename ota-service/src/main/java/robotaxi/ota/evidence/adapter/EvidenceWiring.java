package robotaxi.ota.evidence.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import robotaxi.ota.evidence.RevokeSigners;
import robotaxi.ota.evidence.Signers;

/** Builds the use cases of evidence. */
class EvidenceWiring {
    @Produces
    @Singleton
    RevokeSigners revokeSigners(Signers signers, InstantSource clock) {
        return new RevokeSigners(signers, clock);
    }
}
