package robotaxi.dispatch.task.adapter;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import robotaxi.dispatch.market.adapter.DispatchConfig;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.rebalancing.Zones;
import robotaxi.dispatch.task.ChargingSite;

/** Gives a market that has no depot its first ones, spread over its roads; from then on the table says what there is. */
@ApplicationScoped
class DepotSeed {
    private final PostgresTasks tasks;
    private final Markets markets;
    private final DispatchConfig config;

    @Inject
    DepotSeed(PostgresTasks tasks, Markets markets, DispatchConfig config) {
        this.tasks = tasks;
        this.markets = markets;
        this.config = config;
    }

    void onStart(@Observes StartupEvent event) {
        markets.list().stream()
                .filter(market -> tasks.sites(market.id()).isEmpty())
                .forEach(this::seed);
    }

    private void seed(Markets.Market market) {
        var depots = config.depots();
        Zones zones = Zones.of(market.roads().graph(), depots.count());
        for (int zone = 0; zone < zones.count(); zone++) {
            tasks.addSite(new ChargingSite(
                    market.id() + "-depot-" + (zone + 1),
                    market.id(),
                    "Depot " + (zone + 1),
                    market.roads().placeOf(zones.centreOf(zone)),
                    depots.places(),
                    depots.powerKilowatts(),
                    depots.tariffPerKilowattHour(),
                    config.tariff().currency()));
        }
    }
}
