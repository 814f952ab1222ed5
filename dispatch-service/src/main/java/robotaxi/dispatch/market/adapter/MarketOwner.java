package robotaxi.dispatch.market.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;
import robotaxi.dispatch.ride.RideDesk;
import robotaxi.dispatch.ride.RideError;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.trace.Tracing;

/**
 * The market's one thread. Whatever changes a ride, from REST, from Kafka or from the clock, is done here, one after the
 * other, each in a transaction that holds the market's lease: cancel against assign is decided by whoever comes first.
 */
@ApplicationScoped
public class MarketOwner {
    private static final Logger LOG = Logger.getLogger(MarketOwner.class);
    private static final long RENEW_MILLIS = 1_000;
    private static final int MEND_EVERY_TICKS = 5;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("market").daemon().factory());
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("market-lease").daemon().factory());
    private final MarketLease lease;
    private final RideDesk desk;
    private final DispatchConfig config;
    private volatile long epoch;
    private volatile boolean ready;
    private volatile boolean stopped;
    private int ticks;

    @Inject
    MarketOwner(MarketLease lease, RideDesk desk, DispatchConfig config) {
        this.lease = lease;
        this.desk = desk;
        this.config = config;
    }

    /** Begins, once the fleet's picture has been rebuilt. */
    void begin() {
        renewal.scheduleWithFixedDelay(this::keepLease, 0, RENEW_MILLIS, TimeUnit.MILLISECONDS);
        long tick = config.market().tick().toMillis();
        thread.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
        ready = true;
    }

    /** Whether this instance may decide. */
    public boolean owns() {
        return ready && epoch > 0;
    }

    /** The lease's epoch, written with every transition. */
    public long epoch() {
        return epoch;
    }

    /**
     * Runs a decision on the market's thread, in a transaction of its own and in the caller's trace.
     *
     * @throws FleetException with {@code market.not-owner} if another instance owns the market
     */
    public <T> T decide(Function<RideDesk, T> decision) {
        try {
            return thread.submit(Tracing.carry(inLease(() -> decision.apply(desk))))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notOwner();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Matches at the next free moment instead of at the next tick. */
    public void hurry() {
        if (owns()) {
            thread.execute(this::tick);
        }
    }

    private <T> Callable<T> inLease(Callable<T> work) {
        return () -> {
            long mine = epoch;
            if (!owns()) {
                throw notOwner();
            }
            return QuarkusTransaction.requiringNew().call(() -> {
                if (!lease.confirm(mine)) {
                    throw notOwner();
                }
                return work.call();
            });
        };
    }

    private static FleetException notOwner() {
        return new FleetException(RideError.NOT_OWNER, "Try again in a moment");
    }

    private void tick() {
        if (stopped || !owns()) {
            return;
        }
        try {
            int matched = inLease(desk::match).call();
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
        } catch (Exception e) {
            LOG.warn("A tick failed; the next one tries again", e);
        }
    }

    private void keepLease() {
        try {
            if (epoch == 0 || !lease.renew(epoch)) {
                long taken = lease.take().orElse(0);
                if (taken != epoch) {
                    LOG.infof("Market %s, lease epoch %d", config.market().id(), taken);
                }
                epoch = taken;
            }
        } catch (RuntimeException e) {
            LOG.warnf("The market's lease cannot be kept at the moment: %s", e.getMessage());
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        stopped = true;
        thread.shutdown();
        renewal.shutdown();
    }
}
