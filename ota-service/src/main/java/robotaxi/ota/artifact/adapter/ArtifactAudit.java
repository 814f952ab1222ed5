package robotaxi.ota.artifact.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import robotaxi.kit.audit.Audit;
import robotaxi.ota.artifact.ContentHash;

/** Notes who brought which bytes, in a transaction that begins after the long upload. */
@ApplicationScoped
class ArtifactAudit {
    private final Audit audit;

    @Inject
    ArtifactAudit(Audit audit) {
        this.audit = audit;
    }

    @Transactional
    void stored(String actor, ContentHash hash) {
        audit.record(actor, "artifact.store", hash.hex(), "");
    }
}
