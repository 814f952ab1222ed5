package robotaxi.dispatch.routing.adapter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.graphhopper.routing.util.EdgeFilter;
import com.graphhopper.storage.index.LocationIndex;
import com.graphhopper.storage.index.Snap;
import com.graphhopper.util.DistanceCalcEarth;
import robotaxi.dispatch.routing.Place;

/**
 * Where places touch the roads that cars may use, barred or not, as far as is known. A look costs as much as a way across the
 * city, and one quote asks several times for each of its places: so the newest are remembered. Safe for use by several threads.
 */
final class Footholds {
    private static final int MOST_REMEMBERED = 1_000;

    private final LocationIndex index;
    private final EdgeFilter isDrivable;
    private final Cache<Place, Snap> newest =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    Footholds(LocationIndex index, EdgeFilter isDrivable) {
        this.index = index;
        this.isDrivable = isDrivable;
    }

    /** The caller's own: a query graph writes into it. */
    Snap of(Place place) {
        return copy(newest.get(place, this::look));
    }

    private Snap look(Place place) {
        return index.findClosest(place.latitude(), place.longitude(), isDrivable);
    }

    private static Snap copy(Snap found) {
        var copy = new Snap(found.getQueryPoint().lat, found.getQueryPoint().lon);
        copy.setClosestNode(found.getClosestNode());
        copy.setQueryDistance(found.getQueryDistance());
        if (found.isValid()) {
            copy.setClosestEdge(found.getClosestEdge().detach(false));
            copy.setWayIndex(found.getWayIndex());
            copy.setSnappedPosition(found.getSnappedPosition());
            copy.calcSnappedPoint(DistanceCalcEarth.DIST_EARTH);
        }
        return copy;
    }
}
