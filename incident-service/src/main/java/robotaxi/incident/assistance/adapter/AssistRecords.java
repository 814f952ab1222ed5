package robotaxi.incident.assistance.adapter;

import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads what was recorded of questions, for those who look at it afterwards. */
@ApplicationScoped
class AssistRecords {
    private final DataSource database;

    @Inject
    AssistRecords(DataSource database) {
        this.database = database;
    }

    /** A line of a question's record. */
    record LineJson(
            Instant at,
            String what,
            String who,
            @JsonRawValue String facts) {}

    /** The record of one question. */
    List<LineJson> lines(String id) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select said_at, what, who, facts::text from assist_line where ticket_id = ? order by id")) {
            query.setString(1, id);
            List<LineJson> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new LineJson(
                            rows.getTimestamp(1).toInstant(), rows.getString(2), rows.getString(3), rows.getString(4)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("A question's record cannot be read", e);
        }
    }

    /**
     * What the desk is measured by, of the questions that came in a span of time.
     *
     * @param pickedUp of them, those that somebody had
     * @param pickedUpWithin3sShare of those that came, 0 to 1; one that nobody had in that time counts against it
     * @param per1000Kilometres questions that a person answered; null if nobody says how far the cars drove
     */
    record Figures(
            Instant from,
            Instant to,
            long questions,
            long pickedUp,
            double pickedUpWithin3sShare,
            double pickUpP50Millis,
            double pickUpP99Millis,
            double resolutionMeanSeconds,
            double resolutionP95Seconds,
            long answered,
            long accepted,
            long refusedByCars,
            long expired,
            long withdrawn,
            Map<String, Long> answersRefusedHere,
            @Nullable Double per1000Kilometres) {}

    Figures figures(Instant from, Instant to, @Nullable Double kilometres) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        with asked as (select *, extract(epoch from first_claimed_at - received_at) * 1000 as picked,
                            extract(epoch from coalesce(verdict_at, ended_at) - received_at) as solved
                            from assist_ticket where received_at >= ? and received_at < ?)
                        select count(*), count(picked), coalesce(avg(case when picked <= 3000 then 1.0 else 0.0 end), 1),
                            coalesce(percentile_cont(0.5) within group (order by picked), 0),
                            coalesce(percentile_cont(0.99) within group (order by picked), 0),
                            coalesce(avg(solved) filter (where verdict_accepted), 0),
                            coalesce(percentile_cont(0.95) within group (order by solved) filter (where verdict_accepted), 0),
                            count(answered_at), count(*) filter (where verdict_accepted),
                            (select count(*) from assist_line line where what = 'refused' and line.ticket_id in (select id from asked)),
                            count(*) filter (where state = 'expired'), count(*) filter (where state = 'withdrawn')
                        from asked""")) {
            query.setTimestamp(1, Timestamp.from(from));
            query.setTimestamp(2, Timestamp.from(to));
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("a count has no row");
                }
                long answered = row.getLong(8);
                return new Figures(
                        from,
                        to,
                        row.getLong(1),
                        row.getLong(2),
                        row.getDouble(3),
                        row.getDouble(4),
                        row.getDouble(5),
                        row.getDouble(6),
                        row.getDouble(7),
                        answered,
                        row.getLong(9),
                        row.getLong(10),
                        row.getLong(11),
                        row.getLong(12),
                        refusedHere(connection, from, to),
                        kilometres == null || kilometres <= 0 ? null : answered * 1000 / kilometres);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The desk's figures cannot be read", e);
        }
    }

    private static Map<String, Long> refusedHere(Connection connection, Instant from, Instant to) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select facts ->> 'code', count(*) from assist_line where what = 'answer-refused' and said_at >= ? and said_at < ?
                group by 1 order by 1""")) {
            query.setTimestamp(1, Timestamp.from(from));
            query.setTimestamp(2, Timestamp.from(to));
            Map<String, Long> counts = new LinkedHashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
            return counts;
        }
    }
}
