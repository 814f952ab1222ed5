package robotaxi.ota.release.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import robotaxi.contracts.ProtoTime;
import robotaxi.contracts.Topics;
import robotaxi.contracts.release.v1.ReleaseEvent;
import robotaxi.kit.audit.Audit;
import robotaxi.kit.ids.Ids;
import robotaxi.kit.outbox.Outbox;
import robotaxi.ota.release.Release;
import robotaxi.ota.release.ReleaseEvents;

/** Tells the fleet and the audit log what became of a release. */
@ApplicationScoped
class ReleaseRecord implements ReleaseEvents {
    private final Outbox outbox;
    private final Audit audit;
    private final Ids ids;
    private final InstantSource clock;

    @Inject
    ReleaseRecord(Outbox outbox, Audit audit, Ids ids, InstantSource clock) {
        this.outbox = outbox;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void changed(Release release, String actor, String reason) {
        String releaseId = release.content().id().value();
        String eventId = ids.next();
        Instant now = clock.instant();
        outbox.append(
                Topics.RELEASE_EVENTS,
                releaseId,
                eventId,
                ReleaseEvent.newBuilder()
                        .setEventId(eventId)
                        .setReleaseId(releaseId)
                        .setTime(ProtoTime.of(now))
                        .setState(release.state())
                        .setActor(actor)
                        .setDetail(reason)
                        .build());
        audit.record(actor, "release." + release.state(), releaseId, reason);
    }

    @Override
    public void drivingStopped(Release.Revoked release, String actor, String reason) {
        audit.record(actor, "release.driving-stopped", release.content().id().value(), reason);
    }
}
