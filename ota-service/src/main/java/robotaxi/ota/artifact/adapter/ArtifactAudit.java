package robotaxi.ota.artifact.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import robotaxi.kit.audit.Audit;
import robotaxi.ota.artifact.ArtifactUpload;
import robotaxi.ota.artifact.ContentHash;

/** Notes which bytes came and who brought them, in a transaction that begins after the long upload. */
@ApplicationScoped
class ArtifactAudit {
    private final Audit audit;
    private final FolderArtifacts artifacts;
    private final UploadTable uploads;

    @Inject
    ArtifactAudit(Audit audit, FolderArtifacts artifacts, UploadTable uploads) {
        this.audit = audit;
        this.artifacts = artifacts;
        this.uploads = uploads;
    }

    @Transactional
    void uploaded(ArtifactUpload upload) {
        stored(upload.createdBy(), upload.hash(), upload.lengthBytes());
        uploads.complete(upload.id());
    }

    @Transactional
    void stored(String actor, ContentHash hash, long lengthBytes) {
        artifacts.note(hash, lengthBytes);
        audit.record(actor, "artifact.store", hash.hex(), "");
    }
}
