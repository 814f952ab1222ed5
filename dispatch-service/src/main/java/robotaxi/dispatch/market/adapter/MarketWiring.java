package robotaxi.dispatch.market.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import robotaxi.dispatch.fleet.Fleet;
import robotaxi.dispatch.pricing.Tariff;
import robotaxi.dispatch.ride.RideDesk;
import robotaxi.dispatch.ride.Rides;
import robotaxi.dispatch.ride.VehicleCommands;
import robotaxi.dispatch.routing.Roads;
import robotaxi.dispatch.routing.adapter.GraphHopperRoads;
import robotaxi.kit.ids.Ids;

/** Builds the plain classes. */
@ApplicationScoped
class MarketWiring {
    @Produces
    @jakarta.inject.Singleton
    GraphHopperRoads roads(DispatchConfig config) {
        return GraphHopperRoads.load(config.market().map(), config.market().graphFolder());
    }

    @Produces
    @jakarta.inject.Singleton
    Tariff tariff(DispatchConfig config) {
        var given = config.tariff();
        return new Tariff(given.base(), given.perKilometre(), given.perMinute(), given.least(), given.currency());
    }

    @Produces
    @jakarta.inject.Singleton
    RideDesk desk(
            DispatchConfig config,
            Rides rides,
            Fleet fleet,
            Roads roads,
            VehicleCommands commands,
            Ids ids,
            InstantSource clock) {
        return new RideDesk(config.market().id(), rides, fleet, roads, commands, ids::next, clock);
    }
}
