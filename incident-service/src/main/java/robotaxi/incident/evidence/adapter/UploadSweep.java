package robotaxi.incident.evidence.adapter;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import robotaxi.incident.evidence.Upload;

/** Finishes whole uploads that a crash left unjudged, and removes those whose time is over. */
@ApplicationScoped
class UploadSweep {
    private static final Logger LOG = Logger.getLogger(UploadSweep.class);

    private final UploadTable table;
    private final UploadFiles files;
    private final UploadCompletion completion;
    private final InstantSource clock;

    @Inject
    UploadSweep(UploadTable table, UploadFiles files, UploadCompletion completion, InstantSource clock) {
        this.table = table;
        this.files = files;
        this.completion = completion;
        this.clock = clock;
    }

    @Scheduled(every = "${incident.evidence.sweep:PT30S}", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        for (Upload upload : table.listToSweep(Timestamp.from(clock.instant()))) {
            if (!completion.take(upload.id())) {
                continue;
            }
            try {
                if (upload.whole()) {
                    completion.complete(upload);
                } else {
                    table.remove(upload.id());
                    files.remove(upload.id());
                    LOG.infof("An upload has expired, uploadId=%s vehicleId=%s", upload.id(), upload.vehicleId());
                }
            } catch (IOException e) {
                LOG.warnf(e, "An upload cannot be swept yet, uploadId=%s", upload.id());
            } finally {
                completion.giveBack(upload.id());
            }
        }
    }
}
