package robotaxi.dispatch.market.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;
import robotaxi.dispatch.ride.RideDesk;
import robotaxi.kit.trace.Tracing;

/**
 * One market's thread in this instance. Whatever changes a ride, from REST, from Kafka or from the clock, is done here, one
 * after the other, each in a transaction that holds the market's lease: cancel against assign is decided by whoever comes
 * first.
 */
final class MarketThread implements Tenant {
    private static final Logger LOG = Logger.getLogger(MarketThread.class);
    private static final int MEND_EVERY_TICKS = 5;

    private final MarketLease lease;
    private final MarketBook book;
    private final RideDesk desk;
    private final ScheduledExecutorService thread;
    private volatile long epoch;
    private long deciding;
    private long firstTickOf;
    private int ticks;

    MarketThread(MarketLease lease, MarketBook book, RideDesk desk, Duration tick, Duration rebalanceEvery) {
        this.lease = lease;
        this.book = book;
        this.desk = desk;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("market-" + lease.market()).daemon().factory());
        if (rebalanceEvery.isPositive()) {
            long millis = rebalanceEvery.toMillis();
            thread.scheduleWithFixedDelay(this::rebalance, millis, millis, TimeUnit.MILLISECONDS);
        }
        thread.scheduleWithFixedDelay(this::tick, tick.toMillis(), tick.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public String market() {
        return lease.market();
    }

    @Override
    public void begin(long newEpoch) {
        epoch = newEpoch;
        thread.execute(this::tick);
    }

    @Override
    public void end() {
        epoch = 0;
    }

    /** Does something once what was begun before is done: after the first tick. */
    void afterwards(Runnable work) {
        thread.execute(work);
    }

    boolean owns() {
        return epoch > 0;
    }

    /** Of the decision under way. On the market's own thread only. */
    long decidingEpoch() {
        return deciding;
    }

    <T> T decide(Function<RideDesk, T> decision) {
        try {
            return thread.submit(Tracing.carry(inLease(() -> decision.apply(desk))))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotOwnerException(market());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Matches at the next free moment instead of at the next tick. */
    void hurry() {
        thread.execute(this::tick);
    }

    private <T> Callable<T> inLease(Callable<T> work) {
        return () -> {
            long mine = epoch;
            if (mine == 0) {
                throw new NotOwnerException(market());
            }
            return QuarkusTransaction.requiringNew().call(() -> {
                if (!lease.confirm(mine)) {
                    throw new NotOwnerException(market());
                }
                deciding = mine;
                return work.call();
            });
        };
    }

    private void tick() {
        ifOwned("A tick", () -> {
            int matched = inLease(this::match).call();
            firstTickOf = deciding;
            if (ticks++ % MEND_EVERY_TICKS == 0) {
                inLease(() -> {
                            desk.mend();
                            return true;
                        })
                        .call();
            }
            if (matched > 0) {
                LOG.infof("Rides matched: %d", matched);
            }
            return matched;
        });
    }

    private void rebalance() {
        ifOwned("A rebalancing", () -> {
            int moved = inLease(desk::rebalance).call();
            if (moved > 0) {
                LOG.infof("Cars sent elsewhere or to charge: %d", moved);
            }
            return moved;
        });
    }

    /** What fails must not end the thread: it comes again. */
    private void ifOwned(String what, Callable<?> work) {
        if (!owns()) {
            return;
        }
        try {
            work.call();
        } catch (NotOwnerException e) {
            LOG.infof("Market %s is another's", market());
        } catch (Exception e) {
            LOG.warn(what + " failed; the next one tries again", e);
        }
    }

    private int match() {
        boolean isFirst = firstTickOf != deciding;
        if (isFirst) {
            desk.tasks().takeOver();
        }
        int matched = desk.match();
        if (isFirst) {
            book.noteTenure(market(), deciding, lease.owner());
        }
        return matched;
    }

    void stop() {
        epoch = 0;
        thread.shutdown();
    }
}
