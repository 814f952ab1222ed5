package robotaxi.ota.driving.adapter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import robotaxi.ota.driving.Driven;
import robotaxi.ota.driving.DrivingRecord;
import robotaxi.ota.driving.EventKind;
import robotaxi.ota.driving.OldDriving;
import robotaxi.ota.driving.Stratum;
import robotaxi.ota.store.adapter.Sql;

/**
 * Driving by hour. A car's way in an hour is the span of its odometer, and an event counts once by its id: whatever is told twice, or by
 * two instances, changes nothing.
 */
@ApplicationScoped
class PostgresDriving implements DrivingRecord, OldDriving {
    private final Sql sql;

    @Inject
    PostgresDriving(Sql sql) {
        this.sql = sql;
    }

    /**
     * A car's odometer within an hour.
     *
     * @param least metres
     * @param most metres
     */
    record Span(String vehicleId, String releaseId, Instant hour, double least, double most) {}

    void drove(List<Span> spans) {
        if (spans.isEmpty()) {
            return;
        }
        sql.write(
                """
                insert into release_driving (vehicle_id, release_id, hour, least_metres, most_metres, market_id)
                select n.*, coalesce(v.market_id, '')
                from unnest(?::text[], ?::text[], ?::timestamptz[], ?::text[]::float8[], ?::text[]::float8[])
                         as n (vehicle_id, release_id, hour, least_metres, most_metres)
                     left join vehicle v on v.vehicle_id = n.vehicle_id
                on conflict (hour, release_id, vehicle_id) do update
                set least_metres = least(release_driving.least_metres, excluded.least_metres),
                    most_metres = greatest(release_driving.most_metres, excluded.most_metres)
                where excluded.least_metres < release_driving.least_metres
                      or excluded.most_metres > release_driving.most_metres""",
                Sql.texts(spans, Span::vehicleId),
                Sql.texts(spans, Span::releaseId),
                Sql.times(spans, Span::hour),
                Sql.texts(spans, span -> Double.toString(span.least())),
                Sql.texts(spans, span -> Double.toString(span.most())));
    }

    void happened(String eventId, String vehicleId, String releaseId, Instant hour, EventKind kind) {
        sql.write(
                "insert into release_event (event_id, vehicle_id, release_id, hour, kind, market_id)"
                        + " values (?, ?, ?, ?, ?, coalesce((select market_id from vehicle where vehicle_id = ?), ''))"
                        + " on conflict (event_id) do nothing",
                eventId,
                vehicleId,
                releaseId,
                hour,
                kind.wireName(),
                vehicleId);
    }

    @Override
    public boolean forget(Instant before, int most) {
        int hours = sql.write("""
                delete from release_driving where (hour, release_id, vehicle_id) in
                    (select hour, release_id, vehicle_id from release_driving
                     where hour < date_trunc('hour', ?::timestamptz) order by hour limit ?)""", before, most);
        int events = sql.write(
                """
                delete from release_event where event_id in
                    (select event_id from release_event
                     where kind = any (?) and hour < date_trunc('hour', ?::timestamptz) limit ?)""", Arrays.stream(EventKind.values()).map(EventKind::wireName).toArray(String[]::new), before, most);
        return Math.max(hours, events) >= most;
    }

    @Override
    public List<Stratum> strata(String releaseId, EventKind kind, Instant since) {
        return sql.list(
                """
                select hour, market_id, coalesce(d.own, 0) / 1000 as own_km, coalesce(d.others, 0) / 1000 as other_km,
                       coalesce(e.own, 0) as own_events, coalesce(e.others, 0) as other_events
                from (select hour, market_id, sum(most_metres - least_metres) filter (where release_id = ?) as own,
                             sum(most_metres - least_metres) filter (where release_id <> ?) as others
                      from release_driving where hour >= date_trunc('hour', ?::timestamptz) group by 1, 2) d
                full join (select hour, market_id, count(*) filter (where release_id = ?) as own,
                                  count(*) filter (where release_id <> ?) as others
                           from release_event where kind = ? and hour >= date_trunc('hour', ?::timestamptz)
                           group by 1, 2) e using (hour, market_id)
                order by hour, market_id""",
                row -> new Stratum(
                        Sql.timeOf(row, "hour"),
                        row.getString("market_id"),
                        new Driven(
                                row.getDouble("own_km"),
                                row.getLong("own_events"),
                                row.getDouble("other_km"),
                                row.getLong("other_events"))),
                releaseId,
                releaseId,
                since,
                releaseId,
                releaseId,
                kind.wireName(),
                since);
    }
}
