package robotaxi.ota.artifact.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import robotaxi.ota.artifact.ArtifactUpload;

/** Makes an artifact of a whole upload. Each step may be repeated: a crash between two of them loses nothing. */
@ApplicationScoped
class UploadCompletion {
    private static final Logger LOG = Logger.getLogger(UploadCompletion.class);

    private final UploadTable table;
    private final IncomingFiles incoming;
    private final FolderArtifacts artifacts;
    private final ArtifactAudit audit;
    private final DeviceDigestQueue deviceDigests;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    @Inject
    UploadCompletion(
            UploadTable table,
            IncomingFiles incoming,
            FolderArtifacts artifacts,
            ArtifactAudit audit,
            DeviceDigestQueue deviceDigests) {
        this.table = table;
        this.incoming = incoming;
        this.artifacts = artifacts;
        this.audit = audit;
        this.deviceDigests = deviceDigests;
    }

    /** Takes the upload for one writer; false while another has it. */
    boolean take(String id) {
        return busy.add(id);
    }

    void giveBack(String id) {
        busy.remove(id);
    }

    /** Judges a whole upload that the caller has taken. Answers false when its bytes have another hash; then nothing of it is kept. */
    boolean complete(ArtifactUpload upload) throws IOException {
        Path file = incoming.path(upload.id());
        boolean moved = !Files.exists(file);
        String actual = incoming.sha256(upload, moved ? artifacts.path(upload.hash()) : file);
        if (!actual.equals(upload.hash().hex())) {
            table.remove(upload.id());
            incoming.remove(upload.id());
            LOG.warnf(
                    "An artifact has another hash than announced, uploadId=%s announced=%s actual=%s",
                    upload.id(), upload.hash().hex(), actual);
            return false;
        }
        if (!moved) {
            artifacts.adopt(file, upload.hash());
        }
        audit.uploaded(upload);
        deviceDigests.make(upload.hash());
        return true;
    }
}
