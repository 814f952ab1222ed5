package robotaxi.incident.evidence.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import robotaxi.incident.evidence.Blobs;
import robotaxi.incident.evidence.ClipAcceptance;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.incident.evidence.Upload;
import robotaxi.incident.incident.Clip;
import robotaxi.incident.incident.RecordMoments;

/** Makes evidence of a whole upload. Each step may be repeated: a crash between two of them loses and doubles nothing. */
@ApplicationScoped
class UploadCompletion {
    private static final Logger LOG = Logger.getLogger(UploadCompletion.class);

    private final UploadTable table;
    private final UploadFiles files;
    private final Blobs blobs;
    private final RecordMoments record;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    @Inject
    UploadCompletion(UploadTable table, UploadFiles files, Blobs blobs, RecordMoments record) {
        this.table = table;
        this.files = files;
        this.blobs = blobs;
        this.record = record;
    }

    /** Takes the upload for one writer; false while another has it. */
    boolean take(String id) {
        return busy.add(id);
    }

    void giveBack(String id) {
        busy.remove(id);
    }

    /** Judges a whole upload that the caller has taken. */
    void complete(Upload upload) throws IOException {
        Path file = files.path(upload.id());
        String announced = upload.announced("sha256");
        if (!Files.exists(file)) {
            finishAfterCrash(upload, announced);
            return;
        }
        String actual = UploadFiles.hash(file);
        switch (judge(announced, actual, file)) {
            case ClipAcceptance.Accepted _ -> {
                blobs.adopt(file, new ContentHash(actual));
                note(upload, clip(upload, actual, ""));
            }
            case ClipAcceptance.Quarantined no -> {
                note(upload, clip(upload, actual, no.reason()));
                files.quarantine(upload.id());
            }
        }
    }

    /** The file has gone where it belongs, and only the note of it is missing. */
    private void finishAfterCrash(Upload upload, String announced) {
        boolean kept = ContentHash.isOne(announced)
                && blobs.find(new ContentHash(announced)).isPresent();
        note(upload, clip(upload, announced, kept ? "" : "the upload's file is gone"));
    }

    private static ClipAcceptance judge(String announced, String actual, Path file) throws IOException {
        try (FileChannel content = FileChannel.open(file)) {
            return ClipAcceptance.judge(announced, actual, content);
        }
    }

    private void note(Upload upload, Clip clip) {
        QuarkusTransaction.requiringNew().run(() -> {
            if (!record.clip(clip)) {
                var other = new Clip(
                        clip.eventId(),
                        clip.vehicleId(),
                        clip.sha256(),
                        clip.lengthBytes(),
                        "another recording of this moment is kept");
                record.clip(other);
            }
            table.complete(upload.id());
        });
        LOG.infof(
                "A recording has come in, uploadId=%s vehicleId=%s eventId=%s quarantineReason=%s",
                upload.id(), clip.vehicleId(), clip.eventId(), clip.quarantineReason());
    }

    private static Clip clip(Upload upload, String sha256, String quarantineReason) {
        return new Clip(
                upload.announced("event_id"), upload.vehicleId(), sha256, upload.lengthBytes(), quarantineReason);
    }
}
