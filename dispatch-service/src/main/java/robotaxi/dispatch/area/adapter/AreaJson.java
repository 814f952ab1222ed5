package robotaxi.dispatch.area.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.area.Area;
import robotaxi.dispatch.area.AreaError;
import robotaxi.dispatch.area.Hours;
import robotaxi.dispatch.area.Weather;
import robotaxi.kit.problem.FleetException;

/**
 * An area on the wire and in the database.
 *
 * @param effect SERVED or CLOSED
 * @param geometry GeoJSON Polygon or MultiPolygon, WGS84
 * @param hours when it holds; null or empty: always
 * @param zone of the hours, for instance {@code Europe/Monaco}; null: UTC
 * @param weather in which it holds; null or empty: in any
 * @param fastestMetresPerSecond roads with a higher limit do not belong to it; null: all do
 * @param roadClasses OpenStreetMap's {@code highway} of the roads that belong to it; null or empty: all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AreaJson(
        @Nullable String name,
        Area.@Nullable Effect effect,
        @Nullable JsonNode geometry,
        @Nullable List<HoursJson> hours,
        @Nullable String zone,
        @Nullable Set<Weather> weather,
        @Nullable Double fastestMetresPerSecond,
        @Nullable Set<String> roadClasses) {
    /**
     * Hours of some days, local time; those that end before they begin end on the next day.
     *
     * @param days on which they begin
     */
    public record HoursJson(
            @Nullable Set<DayOfWeek> days,
            @Nullable LocalTime from,
            @Nullable LocalTime to) {}

    static AreaJson of(Area area) {
        return new AreaJson(
                area.name(),
                area.effect(),
                GeoJson.write(area.shape()),
                area.hours().stream()
                        .map(span -> new HoursJson(span.days(), span.from(), span.to()))
                        .toList(),
                area.zone().getId(),
                area.weather(),
                area.fastestMetresPerSecond(),
                area.roadClasses());
    }

    /** What is missing or means nothing is the caller's error. */
    Area toArea(String areaId, String marketId, long version) {
        if (name == null || effect == null || geometry == null) {
            throw new FleetException(AreaError.BAD_REQUEST, "name, effect and geometry are needed");
        }
        return new Area(
                areaId,
                marketId,
                version,
                name,
                effect,
                GeoJson.read(geometry),
                hours == null ? List.of() : hours.stream().map(AreaJson::hours).toList(),
                zoneId(),
                weather == null ? Set.of() : weather,
                Objects.requireNonNullElse(fastestMetresPerSecond, 0.0),
                roadClasses == null ? Set.of() : roadClasses);
    }

    private ZoneId zoneId() {
        try {
            return ZoneId.of(zone == null ? "UTC" : zone);
        } catch (DateTimeException e) {
            throw new FleetException(AreaError.BAD_REQUEST, "There is no time zone " + zone, null, e);
        }
    }

    private static Hours hours(HoursJson span) {
        if (span.days() == null || span.from() == null || span.to() == null) {
            throw new FleetException(AreaError.BAD_REQUEST, "hours need days, from and to");
        }
        return new Hours(span.days(), span.from(), span.to());
    }
}
