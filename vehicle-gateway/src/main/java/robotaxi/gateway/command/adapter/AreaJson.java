package robotaxi.gateway.command.adapter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.geo.v1.Area;
import robotaxi.contracts.geo.v1.Position;
import robotaxi.kit.problem.FleetException;

/**
 * An area as people draw it: a GeoJSON Polygon (RFC 7946) with one ring.
 *
 * @param type {@code Polygon}
 * @param coordinates one ring of [longitude, latitude], degrees; the last corner repeats the first
 */
public record AreaJson(@Nullable String type, @Nullable List<List<List<Double>>> coordinates) {
    private static final int LEAST_POSITIONS = 4;
    private static final int MOST_POSITIONS = 1_000;
    private static final double MOST_LONGITUDE = 180;
    private static final double MOST_LATITUDE = 90;

    /**
     * As cars get it.
     *
     * @throws FleetException if it is no such polygon
     */
    Area toArea() {
        if (!"Polygon".equals(type) || coordinates == null || coordinates.size() != 1) {
            throw CommandError.bad("area must be a GeoJSON Polygon with one ring");
        }
        List<List<Double>> ring = coordinates.getFirst();
        if (ring.size() < LEAST_POSITIONS || ring.size() > MOST_POSITIONS) {
            throw CommandError.bad("area needs " + LEAST_POSITIONS + " to " + MOST_POSITIONS + " positions");
        }
        if (!ring.getFirst().equals(ring.getLast())) {
            throw CommandError.bad("area must end where it begins");
        }
        var area = Area.newBuilder();
        ring.subList(0, ring.size() - 1).forEach(position -> area.addCorners(corner(position)));
        return area.build();
    }

    private static Position corner(List<Double> position) {
        boolean isPlace = position.size() >= 2
                && Math.abs(position.get(0)) <= MOST_LONGITUDE
                && Math.abs(position.get(1)) <= MOST_LATITUDE;
        if (!isPlace) {
            throw CommandError.bad("area needs positions of longitude and latitude, degrees");
        }
        return Position.newBuilder()
                .setLongitudeDegrees(position.get(0))
                .setLatitudeDegrees(position.get(1))
                .build();
    }
}
