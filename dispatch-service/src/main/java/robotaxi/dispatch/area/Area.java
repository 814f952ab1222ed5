package robotaxi.dispatch.area;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;

/**
 * A part of a market with a rule of its own. Immutable; a change gives the next version.
 *
 * @param version counts the changes from 1
 * @param effect what it means to be inside
 * @param shape polygons, WGS84, longitude first as in GeoJSON
 * @param hours when it holds; always if empty
 * @param zone of the hours
 * @param weather in which it holds; in any if empty
 * @param fastestMetresPerSecond roads with a higher limit do not belong to it; 0 if all do
 * @param roadClasses OpenStreetMap's {@code highway} of the roads that belong to it; all if empty
 */
public record Area(
        String areaId,
        String marketId,
        long version,
        String name,
        Effect effect,
        Geometry shape,
        List<Hours> hours,
        ZoneId zone,
        Set<Weather> weather,
        double fastestMetresPerSecond,
        Set<String> roadClasses) {
    /** What an area does. */
    public enum Effect {
        /** We drive inside. A market with at least one such area drives nowhere else. */
        SERVED,
        /** We do not drive inside, whatever else holds there. */
        CLOSED
    }

    /** Copies. */
    public Area {
        hours = List.copyOf(hours);
        weather = Set.copyOf(weather);
        roadClasses = Set.copyOf(roadClasses);
    }

    /** Whether it holds at a moment. */
    public boolean isInForce(Instant now, Weather current) {
        return isInHours(now) && isInWeather(current);
    }

    boolean isInHours(Instant now) {
        return hours.isEmpty() || hours.stream().anyMatch(span -> span.include(now.atZone(zone)));
    }

    boolean isInWeather(Weather current) {
        return weather.isEmpty() || weather.contains(current);
    }

    /** Whether its rule is meant for roads of that kind. */
    boolean means(String roadClass, double limitMetresPerSecond) {
        return (roadClasses.isEmpty() || roadClasses.contains(roadClass))
                && (fastestMetresPerSecond == 0 || limitMetresPerSecond <= fastestMetresPerSecond);
    }
}
