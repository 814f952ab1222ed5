package robotaxi.incident.liveview.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import robotaxi.incident.liveview.LiveViews;
import robotaxi.incident.liveview.WatchCars;

/** Looks at leases and orders, one car a transaction; in each instance, since each car is locked. */
@ApplicationScoped
class LiveTimer {
    private final WatchCars watching;
    private final LiveViews views;
    private final ViewFeed feed;
    private final InstantSource clock;

    @Inject
    LiveTimer(WatchCars watching, LiveViews views, ViewFeed feed, InstantSource clock) {
        this.watching = watching;
        this.views = views;
        this.feed = feed;
        this.clock = clock;
    }

    @Scheduled(every = "${incident.live-view.look:PT1S}", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        QuarkusTransaction.requiringNew()
                .call(() -> views.due(clock.instant()))
                .forEach(vehicleId -> QuarkusTransaction.requiringNew().run(() -> watching.keep(vehicleId)));
        QuarkusTransaction.requiringNew().run(feed::beat);
    }
}
