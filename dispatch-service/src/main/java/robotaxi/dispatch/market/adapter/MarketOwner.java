package robotaxi.dispatch.market.adapter;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import robotaxi.dispatch.ride.RideDesk;
import robotaxi.kit.problem.FleetException;

/** The markets' threads in this instance: the way to whatever decides on rides. */
@ApplicationScoped
public class MarketOwner {
    private final Map<String, MarketThread> threads = new LinkedHashMap<>();

    @Inject
    MarketOwner(DispatchConfig config, Markets markets, MarketWiring wiring, DataSource database, MarketBook book) {
        for (Markets.Market market : markets.list()) {
            var lease = new MarketLease(
                    database,
                    market.id(),
                    config.instance().id(),
                    config.instance().lease());
            threads.put(
                    market.id(),
                    new MarketThread(
                            lease,
                            book,
                            wiring.desk(market),
                            market.tick(),
                            config.rebalancing().every()));
        }
    }

    Collection<MarketThread> threads() {
        return threads.values();
    }

    /** Whether this instance may decide for a market. */
    public boolean owns(String market) {
        MarketThread thread = threads.get(market);
        return thread != null && thread.owns();
    }

    /** Epoch of the lease under which the decision at hand is made, written with every transition; 0 outside of any. */
    public long epoch(String market) {
        MarketThread thread = threads.get(market);
        return thread == null ? 0 : thread.decidingEpoch();
    }

    /**
     * Runs a decision on the market's thread, in a transaction of its own and in the caller's trace.
     *
     * @throws FleetException with {@code market.not-owner} if another instance owns the market; at the REST interface the
     *     request is then handed to that one
     */
    public <T> T decide(String market, Function<RideDesk, T> decision) {
        return thread(market).decide(decision);
    }

    /** Matches at the next free moment instead of at the next tick. */
    public void hurry(String market) {
        thread(market).hurry();
    }

    private MarketThread thread(String market) {
        MarketThread thread = threads.get(market);
        if (thread == null) {
            throw new NotOwnerException(market);
        }
        return thread;
    }

    void onStop(@Observes ShutdownEvent event) {
        threads.values().forEach(MarketThread::stop);
    }
}
