package robotaxi.dispatch.pricing.adapter;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.market.adapter.MarketOwner;
import robotaxi.dispatch.market.adapter.Markets;
import robotaxi.dispatch.pricing.Quote;
import robotaxi.dispatch.routing.Place;

/**
 * Riders whom no car was there for: quotes refused for want of one, and offers without a car near that nobody took. Whichever
 * instance was asked notes it; the market's owner counts it into what is expected, as if a ride had been requested.
 */
@ApplicationScoped
public class UnmetDemand {
    private static final Logger LOG = Logger.getLogger(UnmetDemand.class);
    private static final long EVERY_SECONDS = 10;
    private static final int MOST_NOTED = 10_000;

    /** Until then every instance has written what it noted, so that the owner, who counts up to now, misses none. */
    private static final Duration SEEN_BY_ALL = Duration.ofSeconds(3 * EVERY_SECONDS);

    private static final Duration REMEMBERED = Duration.ofHours(1);

    /** Who asks again and again for the same way counts once in so long. */
    private static final long SPAN_SECONDS = 600;

    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("unmet-demand").daemon().factory());
    private final DataSource database;
    private final MarketOwner owner;
    private final Markets markets;
    private final InstantSource clock;
    private final Map<Wish, Note> noted = new ConcurrentHashMap<>();
    private final Map<String, Instant> countedUntil = new HashMap<>();

    @Inject
    UnmetDemand(DataSource database, MarketOwner owner, Markets markets, InstantSource clock) {
        this.database = database;
        this.owner = owner;
        this.markets = markets;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent event) {
        rounds.scheduleWithFixedDelay(this::round, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    void onStop(@Observes ShutdownEvent event) {
        rounds.shutdownNow();
    }

    /** No car of the market takes such a party. */
    void refused(String market, String rider, Place pickup) {
        note(new Wish(market, rider, pickup), new Note(null, clock.instant().plus(SEEN_BY_ALL)));
    }

    /** No car was free near enough. Whether the rider waits for one is known when the offer has expired. */
    void offeredWithoutCar(Quote quote, Place pickup) {
        note(new Wish(quote.marketId(), quote.riderId(), pickup), new Note(quote.id(), quote.expiresAt()));
    }

    /** Who is where: asked for several times, the newest answer counts. */
    private record Wish(String market, String rider, Place pickup) {}

    private record Note(@Nullable String quoteId, Instant dueAt) {}

    /** Nobody waits for a forecast: it is written with the next round. What a killed instance had not written is lost. */
    private void note(Wish wish, Note note) {
        if (noted.size() < MOST_NOTED) {
            noted.put(wish, note);
        }
    }

    private void round() {
        try {
            write();
        } catch (RuntimeException e) {
            LOG.warnf("Unmet demand is written with the next round: %s", e.getMessage());
        }
        for (Markets.Market market : markets.list()) {
            try {
                if (owner.owns(market.id())) {
                    count(market);
                } else {
                    forget(market);
                }
            } catch (RuntimeException e) {
                LOG.warnf("Unmet demand waits for the next round: %s", e.getMessage());
            }
        }
    }

    /** Writes what was noted, for the owner of each market. */
    synchronized void write() {
        Map<Wish, Note> written = Map.copyOf(noted);
        if (written.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        long span = now.getEpochSecond() / SPAN_SECONDS;
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into unmet_demand (market_id, rider_id, latitude, longitude, span, quote_id, due_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (market_id, rider_id, latitude, longitude, span)
                        do update set quote_id = excluded.quote_id, due_at = excluded.due_at
                        where unmet_demand.due_at > ?""")) {
            for (Map.Entry<Wish, Note> each : written.entrySet()) {
                Wish wish = each.getKey();
                insert.setString(1, wish.market());
                insert.setString(2, wish.rider());
                insert.setDouble(3, wish.pickup().latitude());
                insert.setDouble(4, wish.pickup().longitude());
                insert.setLong(5, span);
                insert.setString(6, each.getValue().quoteId());
                insert.setTimestamp(7, Timestamp.from(each.getValue().dueAt()));
                // What has been counted stays counted.
                insert.setTimestamp(8, Timestamp.from(now));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("Unmet demand cannot be written", e);
        }
        written.forEach(noted::remove);
    }

    private synchronized void forget(Markets.Market market) {
        countedUntil.remove(market.id());
    }

    /** Counts what has become due since the last time; a new owner begins with what is remembered. */
    synchronized void count(Markets.Market market) {
        Instant now = clock.instant();
        Instant from = countedUntil.getOrDefault(market.id(), now.minus(REMEMBERED));
        owner.decide(market.id(), desk -> {
            var planner = desk.tasks().planner();
            for (Unmet each : due(market.id(), from, now)) {
                market.roads().snap(each.pickup()).ifPresent(node -> planner.requested(each.id(), node, each.at()));
            }
            return true;
        });
        countedUntil.put(market.id(), now);
    }

    private record Unmet(String id, Place pickup, Instant at) {}

    private List<Unmet> due(String market, Instant after, Instant upTo) {
        try (var connection = database.getConnection();
                var tidy = connection.prepareStatement("delete from unmet_demand where market_id = ? and due_at < ?");
                var query = connection.prepareStatement("""
                        select 'unmet-' || position, latitude, longitude, due_at from unmet_demand
                        where market_id = ? and due_at > ? and due_at <= ?
                          and not exists (select 1 from ride where ride.quote_id = unmet_demand.quote_id)
                        order by due_at, position""")) {
            tidy.setString(1, market);
            tidy.setTimestamp(2, Timestamp.from(upTo.minus(REMEMBERED)));
            tidy.executeUpdate();
            query.setString(1, market);
            query.setTimestamp(2, Timestamp.from(after));
            query.setTimestamp(3, Timestamp.from(upTo));
            List<Unmet> found = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Unmet(
                            rows.getString(1),
                            new Place(rows.getDouble(2), rows.getDouble(3)),
                            rows.getTimestamp(4).toInstant()));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("Unmet demand cannot be read", e);
        }
    }
}
