package robotaxi.incident.liveview.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import robotaxi.incident.liveview.Cars;
import robotaxi.incident.liveview.LiveViews;
import robotaxi.incident.liveview.Viewers;
import robotaxi.incident.liveview.WatchCars;
import robotaxi.kit.ids.Ids;

/** Builds the use case. */
class LiveWiring {
    @Produces
    @Singleton
    WatchCars watchCars(LiveViews views, Cars cars, Viewers viewers, LiveConfig config, InstantSource clock, Ids ids) {
        return new WatchCars(views, cars, viewers, config.rules(), clock, ids::next);
    }
}
