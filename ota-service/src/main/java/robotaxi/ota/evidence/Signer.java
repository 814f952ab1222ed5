package robotaxi.ota.evidence;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A key whose signatures show something of a release, until three people agree that they do not any more: one who doubts it and two
 * who approve of that. Meanwhile it counts.
 * <pre>
 *              {@link Trusted#doubt doubt}             {@link Doubted#approve approve}, twice
 *   Trusted ──────────▶ Doubted ─────────────────▶ Revoked
 *      ▲                   │
 *      └───────────────────┘ {@link Doubted#keep keep}
 * </pre>
 */
public sealed interface Signer {
    /** People beside the one who doubts that must approve. */
    int APPROVERS = 2;

    /** SHA-256 of its key, as in the signatures. */
    String keyId();

    /** Name of the state on the wire. */
    String state();

    /** Why a key is doubted, by whom and since when. */
    record Doubt(String reason, String by, Instant at) {}

    /** What it signs counts. */
    record Trusted(String keyId) implements Signer {
        @Override
        public String state() {
            return "trusted";
        }

        /** Somebody wants it revoked. */
        public Doubted doubt(Doubt doubt) {
            return new Doubted(keyId, doubt, List.of());
        }
    }

    /** Somebody wants it revoked; what it signs counts still. */
    record Doubted(String keyId, Doubt doubt, List<String> approvers) implements Signer {
        /** Who approves, once each, and in the order in which they did. */
        public Doubted {
            approvers = List.copyOf(approvers);
        }

        @Override
        public String state() {
            return "doubted";
        }

        /** Somebody else wants it revoked, too. */
        public Signer approve(String by, Instant now) {
            List<String> all =
                    Stream.concat(approvers.stream(), Stream.of(by)).distinct().toList();
            return all.size() < APPROVERS ? new Doubted(keyId, doubt, all) : new Revoked(keyId, doubt, all, now);
        }

        /** It is to count after all. */
        public Trusted keep() {
            return new Trusted(keyId);
        }
    }

    /** What it signed, and signs, opens no gate. */
    record Revoked(String keyId, Doubt doubt, List<String> approvers, Instant revokedAt) implements Signer {
        /** Who approved. */
        public Revoked {
            approvers = List.copyOf(approvers);
        }

        @Override
        public String state() {
            return "revoked";
        }
    }
}
