package robotaxi.incident.liveview.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import robotaxi.incident.liveview.Viewers;
import robotaxi.incident.liveview.Watch;
import robotaxi.kit.audit.Audit;

/** Who watched which car, in the audit log. */
@ApplicationScoped
class AuditedViewers implements Viewers {
    private final Audit audit;
    private final InstantSource clock;

    @Inject
    AuditedViewers(Audit audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void began(Watch watch) {
        audit.record(watch.person(), "live-view.begin", watch.vehicleId(), "");
    }

    @Override
    public void ended(Watch watch, String why) {
        long seconds = Duration.between(watch.beganAt(), clock.instant()).toSeconds();
        audit.record(watch.person(), "live-view.end", watch.vehicleId(), why + ", after " + seconds + " s");
    }
}
