package robotaxi.dispatch.area;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import robotaxi.dispatch.routing.Place;

/**
 * A market's operational design domain at a moment: which places and which roads are ours to drive. Immutable. Tests are exact
 * (prepared geometries); a place on a boundary is inside.
 *
 * @see <a href="https://www.sae.org/standards/content/j3016_202104/">SAE J3016: operational design domain</a>
 */
public final class OperationalDomain {
    private static final GeometryFactory PLACES = new GeometryFactory();

    private final List<Area> areas;
    private final List<Ruled> served = new ArrayList<>();
    private final List<Ruled> closed = new ArrayList<>();
    private final boolean everywhere;
    private final Instant now;

    private record Ruled(Area area, PreparedGeometry shape) {}

    /** Why a place is not ours at the moment. */
    public enum Refusal {
        /** A closure is in force there. */
        CLOSED,
        /** No area that we serve lies there. */
        OUTSIDE,
        /** We serve it at other hours. */
        OUTSIDE_HOURS,
        /** We serve it in other weather. */
        WEATHER_HOLD
    }

    /**
     * The domain of a market.
     *
     * @param areas all of the market, in force or not; without any that is served, all of the market is
     */
    public OperationalDomain(List<Area> areas, Instant now, Weather weather) {
        this.areas = List.copyOf(areas);
        this.now = now;
        this.everywhere = areas.stream().noneMatch(area -> area.effect() == Area.Effect.SERVED);
        for (Area area : areas) {
            if (area.isInForce(now, weather)) {
                var ruled = new Ruled(area, PreparedGeometryFactory.prepare(area.shape()));
                (area.effect() == Area.Effect.SERVED ? served : closed).add(ruled);
            }
        }
    }

    /** The same at another time; its weather nobody knows, so it is taken to be clear. */
    public OperationalDomain at(Instant other) {
        return new OperationalDomain(areas, other, Weather.CLEAR);
    }

    /** Why no ride begins or ends there now; nothing if one may. */
    public Optional<Refusal> refusal(Place place) {
        Geometry point = PLACES.createPoint(new Coordinate(place.longitude(), place.latitude()));
        // A closure of some kinds of road alone closes no place: whoever stands there may have another road.
        if (closed.stream()
                .anyMatch(ruled -> isWhole(ruled.area()) && ruled.shape().intersects(point))) {
            return Optional.of(Refusal.CLOSED);
        }
        if (everywhere || served.stream().anyMatch(ruled -> ruled.shape().intersects(point))) {
            return Optional.empty();
        }
        List<Area> here = areas.stream()
                .filter(area ->
                        area.effect() == Area.Effect.SERVED && area.shape().intersects(point))
                .toList();
        if (here.isEmpty()) {
            return Optional.of(Refusal.OUTSIDE);
        }
        return Optional.of(
                here.stream().anyMatch(area -> area.isInHours(now)) ? Refusal.WEATHER_HOLD : Refusal.OUTSIDE_HOURS);
    }

    private static boolean isWhole(Area area) {
        return area.roadClasses().isEmpty() && area.fastestMetresPerSecond() == 0;
    }

    /**
     * Whether a car may drive a road: no closure touches it, and an area that we serve covers all of it.
     *
     * @param line longitude first
     */
    public boolean allows(Geometry line, String roadClass, double limitMetresPerSecond) {
        return closed.stream()
                        .noneMatch(ruled -> ruled.area().means(roadClass, limitMetresPerSecond)
                                && ruled.shape().intersects(line))
                && (everywhere
                        || served.stream()
                                .anyMatch(ruled -> ruled.area().means(roadClass, limitMetresPerSecond)
                                        && ruled.shape().covers(line)));
    }

    /** Whether a way between two places may touch a closure, judged roughly and rather too often: a way is no straight line. */
    public boolean mayTouchClosure(Place from, Place to) {
        var around = new Envelope(from.longitude(), to.longitude(), from.latitude(), to.latitude());
        // As far aside as half the way is long, and about 500 m at least.
        around.expandBy(Math.max(around.getWidth(), around.getHeight()) / 2 + 0.005);
        return closed.stream()
                .anyMatch(ruled -> ruled.area().shape().getEnvelopeInternal().intersects(around));
    }

    /** What is in force: equal for two moments between which nothing changed. */
    public Set<String> inForce() {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(everywhere ? "everywhere" : "areas"),
                        java.util.stream.Stream.concat(served.stream(), closed.stream())
                                .map(ruled -> ruled.area().areaId() + "/"
                                        + ruled.area().version()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
