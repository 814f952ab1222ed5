package robotaxi.ota.artifact.adapter;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import robotaxi.ota.artifact.ArtifactUpload;

/** Finishes whole uploads that a crash left unjudged, and removes those whose time is over. */
@ApplicationScoped
class UploadSweep {
    private static final Logger LOG = Logger.getLogger(UploadSweep.class);

    private final UploadTable table;
    private final IncomingFiles incoming;
    private final UploadCompletion completion;
    private final InstantSource clock;

    @Inject
    UploadSweep(UploadTable table, IncomingFiles incoming, UploadCompletion completion, InstantSource clock) {
        this.table = table;
        this.incoming = incoming;
        this.completion = completion;
        this.clock = clock;
    }

    @Scheduled(every = "${ota.artifacts.sweep:PT30S}", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        for (ArtifactUpload each : table.listToSweep(clock.instant())) {
            if (!completion.take(each.id())) {
                continue;
            }
            try {
                // As it stands now that nobody else has it.
                ArtifactUpload upload = table.find(each.id()).orElse(null);
                if (upload != null) {
                    sweep(upload);
                }
            } catch (IOException e) {
                LOG.warnf(e, "An upload cannot be swept yet, uploadId=%s", each.id());
            } finally {
                completion.giveBack(each.id());
            }
        }
    }

    private void sweep(ArtifactUpload upload) throws IOException {
        if (upload.expired(clock.instant())) {
            table.remove(upload.id());
            incoming.remove(upload.id());
            LOG.infof("An upload has expired, uploadId=%s complete=%s", upload.id(), upload.complete());
        } else if (upload.whole() && !upload.complete()) {
            completion.complete(upload);
        }
    }
}
