package robotaxi.gateway.link.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import robotaxi.contracts.link.v1.Lane;
import robotaxi.gateway.identity.Refusal;
import robotaxi.gateway.identity.VehicleCertificate;

/**
 * Begins sessions, all that wait in one transaction: a fleet that comes back after an outage must not wait for ten thousand
 * syncs of the database's disk. Who comes alone is not kept waiting.
 */
@ApplicationScoped
class Beginnings {
    private static final int MOST_AT_ONCE = 256;

    private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final PeerGate gate;
    private final SessionStore store;
    private final Watermarks watermarks;
    private @Nullable Thread thread;

    @Inject
    Beginnings(PeerGate gate, SessionStore store, Watermarks watermarks) {
        this.gate = gate;
        this.store = store;
        this.watermarks = watermarks;
    }

    /**
     * A session that may begin.
     *
     * @param epoch its fencing number
     * @param durable how far each lane is known to be durable
     */
    record Beginning(long epoch, Map<Lane, Long> durable) {}

    private record Waiting(VehicleCertificate certificate, CompletableFuture<Beginning> answer) {
        String vehicleId() {
            return certificate.name().vehicleId();
        }
    }

    void onStart(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("session-beginnings").daemon().start(this::run);
    }

    void onStop(@Observes ShutdownEvent event) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /**
     * Begins a car's next session; waits until that is durable.
     *
     * @throws RefusedPeerException if its certificate does not let it in
     */
    Beginning begin(PeerIdentity peer) {
        var mine = new Waiting(peer.certificate(), new CompletableFuture<>());
        waiting.add(mine);
        try {
            return mine.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(waiting.take());
                waiting.drainTo(batch, MOST_AT_ONCE - 1);
                beginOncePerCar(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            batch.forEach(each -> each.answer().completeExceptionally(e));
        }
    }

    /** A car that comes twice at once gets two sessions, one after the other. */
    private void beginOncePerCar(List<Waiting> batch) {
        Map<String, Waiting> once = new LinkedHashMap<>();
        List<Waiting> again = new ArrayList<>();
        for (Waiting each : batch) {
            if (once.putIfAbsent(each.vehicleId(), each) != null) {
                again.add(each);
            }
        }
        begin(once);
        if (!again.isEmpty()) {
            beginOncePerCar(again);
        }
    }

    private void begin(Map<String, Waiting> cars) {
        try {
            Outcome outcome = QuarkusTransaction.requiringNew().call(() -> beginAll(cars));
            cars.values().forEach(each -> outcome.tell(each));
        } catch (RuntimeException e) {
            if (cars.size() == 1) {
                cars.values().forEach(each -> each.answer().completeExceptionally(e));
            } else {
                // One that cannot begin must not keep out those who came with it.
                cars.forEach((vehicleId, each) -> begin(Map.of(vehicleId, each)));
            }
        }
    }

    private Outcome beginAll(Map<String, Waiting> cars) {
        Map<VehicleCertificate, Refusal> refused =
                gate.admit(cars.values().stream().map(Waiting::certificate).toList());
        Map<String, Waiting> admitted = new HashMap<>(cars);
        refused.keySet()
                .forEach(certificate -> admitted.remove(certificate.name().vehicleId()));
        return admitted.isEmpty()
                ? new Outcome(refused, Map.of(), Map.of())
                : new Outcome(refused, store.begin(admitted.keySet()), watermarks.load(admitted.keySet()));
    }

    private record Outcome(
            Map<VehicleCertificate, Refusal> refused, Map<String, Long> epochs, Map<String, Map<Lane, Long>> durable) {
        void tell(Waiting car) {
            Refusal why = refused.get(car.certificate());
            if (why != null) {
                car.answer().completeExceptionally(new RefusedPeerException(why));
            } else {
                long epoch = Objects.requireNonNull(epochs.get(car.vehicleId()));
                car.answer().complete(new Beginning(epoch, durable.getOrDefault(car.vehicleId(), Map.of())));
            }
        }
    }
}
