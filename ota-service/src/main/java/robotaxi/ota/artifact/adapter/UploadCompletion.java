package robotaxi.ota.artifact.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import robotaxi.ota.artifact.ArtifactUpload;
import robotaxi.ota.artifact.StoredArtifact;

/** Makes an artifact of a whole upload. Each step may be repeated: a crash between two of them loses nothing. */
@ApplicationScoped
class UploadCompletion {
    private static final Logger LOG = Logger.getLogger(UploadCompletion.class);

    private final UploadTable table;
    private final IncomingFiles incoming;
    private final FolderArtifacts artifacts;
    private final ArtifactAudit audit;
    private final InstantSource clock;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    @Inject
    UploadCompletion(
            UploadTable table,
            IncomingFiles incoming,
            FolderArtifacts artifacts,
            ArtifactAudit audit,
            InstantSource clock) {
        this.table = table;
        this.incoming = incoming;
        this.artifacts = artifacts;
        this.audit = audit;
        this.clock = clock;
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
        Digests.Hex actual = digests(upload, moved ? artifacts.path(upload.hash()) : file);
        if (!actual.sha256().equals(upload.hash().hex())) {
            table.remove(upload.id());
            incoming.remove(upload.id());
            LOG.warnf(
                    "An artifact has another hash than announced, uploadId=%s announced=%s actual=%s",
                    upload.id(), upload.hash().hex(), actual.sha256());
            return false;
        }
        if (!moved) {
            artifacts.adopt(file, upload.hash());
        }
        audit.uploaded(
                upload,
                new StoredArtifact(upload.hash(), upload.lengthBytes(), actual.sha1(), actual.md5(), clock.instant()));
        return true;
    }

    private Digests.Hex digests(ArtifactUpload upload, Path file) throws IOException {
        try {
            return incoming.digests(upload, file);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The service ends", e);
        }
    }
}
