package robotaxi.ota.rollout.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import robotaxi.ota.rollout.FollowVehicles;
import robotaxi.ota.rollout.RolloutId;
import robotaxi.ota.rollout.RolloutJudge;

/** Judges a rollout after the commit that gave reason to: once for all that gave it before it was done. */
@ApplicationScoped
class JudgeAfterCommit implements RolloutJudge {
    private static final Logger LOG = Logger.getLogger(JudgeAfterCommit.class);

    private final TransactionSynchronizationRegistry transactions;
    private final Instance<FollowVehicles> vehicles;
    private final Set<RolloutId> waiting = ConcurrentHashMap.newKeySet();
    private final ExecutorService judge = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("rollout-judge").factory());

    @Inject
    JudgeAfterCommit(TransactionSynchronizationRegistry transactions, Instance<FollowVehicles> vehicles) {
        this.transactions = transactions;
        this.vehicles = vehicles;
    }

    void stop(@Observes ShutdownEvent event) {
        judge.shutdown();
    }

    @Override
    public void soon(RolloutId id) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED && waiting.add(id)) {
                    judge.execute(() -> judge(id));
                }
            }
        });
    }

    private void judge(RolloutId id) {
        waiting.remove(id);
        try {
            QuarkusTransaction.requiringNew().run(() -> vehicles.get().judge(id));
        } catch (RuntimeException e) {
            LOG.error("A rollout could not be judged; its timer will", e);
        }
    }
}
