package robotaxi.incident.retention.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.logging.Logger;
import robotaxi.incident.evidence.Blobs;
import robotaxi.incident.evidence.ContentHash;
import robotaxi.incident.retention.KeepEvidence;

/**
 * Ends the time of evidence: first the tombstone is committed, then the file goes. A crash between the two leaves a file that the
 * next sweep takes away; never a file that is gone while the chain says that it is there.
 */
@ApplicationScoped
class RetentionSweep {
    private static final Logger LOG = Logger.getLogger(RetentionSweep.class);
    private static final int AT_ONCE = 500;

    private final KeepEvidence keeper;
    private final PostgresRetentions retentions;
    private final Blobs blobs;

    @Inject
    RetentionSweep(KeepEvidence keeper, PostgresRetentions retentions, Blobs blobs) {
        this.keeper = keeper;
        this.retentions = retentions;
        this.blobs = blobs;
    }

    @Scheduled(every = "${incident.retention.sweep:PT1H}", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        List<String> candidates = QuarkusTransaction.requiringNew().call(() -> keeper.candidates(AT_ONCE));
        for (String incidentId : candidates) {
            List<String> gone = QuarkusTransaction.requiringNew().call(() -> keeper.sweep(incidentId));
            if (!gone.isEmpty()) {
                LOG.infof("Evidence has served its time, incidentId=%s blobs=%d", incidentId, gone.size());
            }
        }
        for (String sha256 : QuarkusTransaction.requiringNew().call(retentions::toUnlink)) {
            QuarkusTransaction.requiringNew().run(() -> unlink(sha256));
        }
    }

    private void unlink(String sha256) {
        if (retentions.mayGo(sha256)) {
            blobs.remove(new ContentHash(sha256));
            retentions.unlinked(sha256);
        }
    }
}
