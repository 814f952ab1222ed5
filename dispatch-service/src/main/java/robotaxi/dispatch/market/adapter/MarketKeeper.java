package robotaxi.dispatch.market.adapter;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import robotaxi.dispatch.market.FairShare;

/** Keeps this instance's leases, takes those that are nobody's and gives back what others have room for. */
@ApplicationScoped
class MarketKeeper {
    private static final Logger LOG = Logger.getLogger(MarketKeeper.class);

    /** Half of the second in which a lease is to be renewed, so that one lost round costs no market. */
    private static final long ROUND_MILLIS = 500;

    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("market-leases").daemon().factory());
    private final DataSource database;
    private final DispatchConfig config;
    private final Instances instances;
    private final Map<String, Tenant> tenants = new TreeMap<>();
    private final Map<String, Long> held = new ConcurrentHashMap<>();
    private volatile boolean hasLooked;

    @Inject
    MarketKeeper(DataSource database, DispatchConfig config, Instances instances) {
        this.database = database;
        this.config = config;
        this.instances = instances;
    }

    /** Begins to take part in the sharing out. */
    void begin(List<? extends Tenant> all) {
        all.forEach(tenant -> tenants.put(tenant.market(), tenant));
        rounds.scheduleWithFixedDelay(this::round, 0, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Whether this instance takes part. */
    boolean hasLooked() {
        return hasLooked;
    }

    private void round() {
        try {
            Set<String> kept = instances.renew(held);
            held.keySet().stream().filter(market -> !kept.contains(market)).forEach(this::lose);
            var picture = instances.look();
            var share = new FairShare(config.instance().id(), picture.living(), picture.owners(), tenants.keySet());
            take(wanted(share, picture));
            share.give().filter(held::containsKey).ifPresent(this::give);
            hasLooked = true;
        } catch (RuntimeException e) {
            LOG.warnf("The markets' leases cannot be kept at the moment: %s", e.getMessage());
        }
    }

    /** This instance's share, its own from before a restart, and what nobody else has room for. */
    private Set<String> wanted(FairShare share, Instances.Picture picture) {
        Set<String> wanted = new HashSet<>(share.take());
        wanted.addAll(picture.forsaken());
        picture.owners().forEach((market, owner) -> {
            if (owner.equals(config.instance().id())) {
                wanted.add(market);
            }
        });
        wanted.retainAll(tenants.keySet());
        wanted.removeAll(held.keySet());
        return wanted;
    }

    private void take(Set<String> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        var instance = config.instance();
        MarketLease.takeAll(database, wanted, instance.id(), instance.lease()).forEach((market, epoch) -> {
            LOG.infof("Market %s is taken, epoch %d", market, epoch);
            held.put(market, epoch);
            tenant(market).begin(epoch);
        });
    }

    private void lose(String market) {
        LOG.infof("Market %s is lost", market);
        tenant(market).end();
        held.remove(market);
    }

    private void give(String market) {
        LOG.infof("Market %s is given back", market);
        tenant(market).end();
        Long epoch = held.remove(market);
        if (epoch != null) {
            lease(market).giveBack(epoch);
        }
    }

    private Tenant tenant(String market) {
        return Objects.requireNonNull(tenants.get(market));
    }

    private MarketLease lease(String market) {
        return new MarketLease(
                database, market, config.instance().id(), config.instance().lease());
    }

    /** An orderly end leaves nobody waiting for leases to lapse. */
    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        rounds.shutdown();
        if (rounds.awaitTermination(1, TimeUnit.SECONDS)) {
            List.copyOf(held.keySet()).forEach(this::give);
        }
    }
}
