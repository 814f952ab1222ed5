package robotaxi.dispatch.routing.adapter;

import com.graphhopper.GraphHopper;
import com.graphhopper.routing.DijkstraBidirectionRef;
import com.graphhopper.routing.Path;
import com.graphhopper.routing.ev.BooleanEncodedValue;
import com.graphhopper.routing.ev.Subnetwork;
import com.graphhopper.routing.querygraph.QueryGraph;
import com.graphhopper.routing.util.DefaultSnapFilter;
import com.graphhopper.routing.util.EdgeFilter;
import com.graphhopper.routing.util.TraversalMode;
import com.graphhopper.routing.weighting.Weighting;
import com.graphhopper.storage.index.Snap;
import com.graphhopper.util.PMap;
import java.util.List;
import java.util.Optional;
import robotaxi.dispatch.routing.Place;
import robotaxi.dispatch.routing.Roads.Length;

/**
 * Measures the fastest ways of a profile as {@link GraphHopper#route} finds them, without what that does to draw them. Safe for use
 * by several threads.
 */
final class WayMeter {
    private final GraphHopper hopper;
    private final Footholds footholds;
    private final Weighting weighting;
    private final EdgeFilter isOpen;

    WayMeter(GraphHopper hopper, String profile, Footholds footholds) {
        this.hopper = hopper;
        this.footholds = footholds;
        this.weighting = hopper.createWeighting(hopper.getProfile(profile), new PMap());
        BooleanEncodedValue subnetwork = hopper.getEncodingManager().getBooleanEncodedValue(Subnetwork.key(profile));
        this.isOpen = new DefaultSnapFilter(weighting, subnetwork);
    }

    Optional<Length> measure(Place from, Place to) {
        Snap start = openRoad(from);
        Snap end = openRoad(to);
        if (!start.isValid() || !end.isValid()) {
            return Optional.empty();
        }
        var graph = QueryGraph.create(hopper.getBaseGraph(), List.of(start, end));
        Path way = new DijkstraBidirectionRef(graph, graph.wrapWeighting(weighting), TraversalMode.NODE_BASED)
                .calcPath(start.getClosestNode(), end.getClosestNode());
        return way.isFound() ? Optional.of(new Length(way.getDistance(), way.getTime() / 1_000.0)) : Optional.empty();
    }

    /** At the next road that is not barred. */
    private Snap openRoad(Place place) {
        Snap next = footholds.of(place);
        return !next.isValid() || isOpen.accept(next.getClosestEdge())
                ? next
                : hopper.getLocationIndex().findClosest(place.latitude(), place.longitude(), isOpen);
    }
}
