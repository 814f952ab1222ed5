package robotaxi.dispatch.market.adapter;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.adapter.GraphHopperRoads;
import robotaxi.kit.problem.ErrorCode;
import robotaxi.kit.problem.FleetException;

/** The cities that this fleet serves, each with its roads. */
@Singleton
public class Markets {
    private final Map<String, Market> markets = new LinkedHashMap<>();

    @Inject
    Markets(DispatchConfig config) {
        Map<Path, GraphHopperRoads> roads = new HashMap<>();
        add(config.market().id(), config.market(), roads);
        config.markets().forEach((id, city) -> add(id, city, roads));
    }

    /** Cities that share an imported graph share it in memory. */
    private void add(String id, DispatchConfig.City city, Map<Path, GraphHopperRoads> roads) {
        GraphHopperRoads graph =
                roads.computeIfAbsent(city.graphFolder(), folder -> GraphHopperRoads.load(city.map(), folder));
        markets.put(id, new Market(id, city.name(), city.map(), city.zone(), city.tick(), graph));
    }

    /**
     * A city.
     *
     * @param name for people
     * @param extract its OpenStreetMap extract
     * @param zone that people's days go by there
     * @param tick between two batches of matching
     */
    public record Market(String id, String name, Path extract, ZoneId zone, Duration tick, GraphHopperRoads roads) {}

    /** All, the one that a request means when it names none first. */
    public List<Market> list() {
        return List.copyOf(markets.values());
    }

    /** Absence is an answer. */
    public Optional<Market> find(String id) {
        return Optional.ofNullable(markets.get(id));
    }

    /**
     * A city that somebody names.
     *
     * @param unknown what is said if there is none
     */
    public Market named(String id, ErrorCode unknown) {
        return find(id).orElseThrow(() -> new FleetException(unknown, "There is no market " + id));
    }

    /** The first city whose area a place lies in, or the first of all. */
    public Market around(Place place) {
        List<Market> all = list();
        return all.stream()
                .filter(market -> market.roads().covers(place))
                .findFirst()
                .orElse(all.getFirst());
    }
}
