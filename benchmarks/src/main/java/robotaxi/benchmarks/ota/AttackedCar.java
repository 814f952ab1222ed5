package robotaxi.benchmarks.ota;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import robotaxi.onboard.update.TrustStore;
import robotaxi.onboard.update.TufClient;
import robotaxi.onboard.update.TufException;

/** A car's verifier, and what it has come to trust. */
public final class AttackedCar {
    private final ForgedRepository repository = new ForgedRepository();
    private final Map<String, byte[]> kept = new HashMap<>();
    private final TufClient client = TufClient.ofImages(repository.firstRoot(), repository, new TrustStore() {
        @Override
        public Optional<byte[]> find(String name) {
            return Optional.ofNullable(kept.get(name));
        }

        @Override
        public void keep(String name, byte[] bytes) {
            kept.put(name, bytes);
        }

        @Override
        public void forget(String name) {
            kept.remove(name);
        }
    });

    /** A new car; one that knows has seen the release that is published. */
    public AttackedCar(boolean knowing) {
        repository.publish(ForgedRepository.PUBLISHED);
        if (knowing && !believes()) {
            throw new IllegalStateException("the honest repository is not believed");
        }
    }

    /** Attacks it. Answers the code of its refusal, or nothing if it fell for it. */
    public String suffer(Attacks.Attack attack) {
        attack.act().accept(repository);
        try {
            client.find(ForgedRepository.PATH, attack.at().orElse(ForgedRepository.NOW));
            return "";
        } catch (TufException e) {
            return e.code();
        }
    }

    /** Whether it finds the honest release once the repository is in the right hands again, with a newer one than any before. */
    public boolean recovers() {
        repository.heal();
        return believes();
    }

    private boolean believes() {
        try {
            return client.find(ForgedRepository.PATH, ForgedRepository.NOW)
                    .sha256()
                    .equals(ForgedRepository.HONEST_SHA256);
        } catch (TufException e) {
            return false;
        }
    }
}
