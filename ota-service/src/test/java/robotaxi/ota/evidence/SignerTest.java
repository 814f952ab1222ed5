package robotaxi.ota.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import robotaxi.kit.problem.FleetException;
import robotaxi.testkit.TestClock;

/** From a key that counts to one that does not. */
class SignerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final Map<String, Signer> kept = new HashMap<>(Map.of("k", new Signer.Trusted("k")));
    private final RevokeSigners revoke = new RevokeSigners(
            new Signers() {
                @Override
                public List<Signer> list() {
                    return List.copyOf(kept.values());
                }

                @Override
                public Optional<Signer> lock(String keyId) {
                    return Optional.ofNullable(kept.get(keyId));
                }

                @Override
                public void save(Signer signer) {
                    kept.put(signer.keyId(), signer);
                }
            },
            new TestClock(NOW));

    private void refused(Runnable act, robotaxi.kit.problem.ErrorCode code) {
        Signer before = kept.get("k");
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(kept).containsEntry("k", before);
    }

    @Test
    void twoPeopleBesideTheOneWhoDoubtsRevokeAKey() {
        revoke.doubt("k", "ada", "its machine was stolen");
        assertThat(kept.get("k").state()).isEqualTo("doubted");
        refused(() -> revoke.approve("k", "ada"), EvidenceError.OWN_APPROVAL);
        revoke.approve("k", "ben");
        revoke.approve("k", "ben");
        assertThat(kept.get("k").state()).isEqualTo("doubted");
        assertThat(revoke.approve("k", "cem"))
                .isEqualTo(new Signer.Revoked(
                        "k", new Signer.Doubt("its machine was stolen", "ada", NOW), List.of("ben", "cem"), NOW));
    }

    @Test
    void aDoubtMayBeDroppedAndItsApprovalsWithIt() {
        revoke.doubt("k", "ada", "its machine was stolen");
        revoke.approve("k", "ben");
        assertThat(revoke.keep("k")).isEqualTo(new Signer.Trusted("k"));
        revoke.doubt("k", "ada", "again");
        assertThat(revoke.approve("k", "cem")).isInstanceOf(Signer.Doubted.class);
    }

    @Test
    void whatTheDrawingDoesNotHoldIsRefused() {
        refused(() -> revoke.approve("k", "ben"), EvidenceError.SIGNER_CONFLICT);
        refused(() -> revoke.keep("k"), EvidenceError.SIGNER_CONFLICT);
        revoke.doubt("k", "ada", "lost");
        refused(() -> revoke.doubt("k", "ben", "lost"), EvidenceError.SIGNER_CONFLICT);
        revoke.approve("k", "ben");
        revoke.approve("k", "cem");
        refused(() -> revoke.doubt("k", "ada", "lost"), EvidenceError.SIGNER_CONFLICT);
        refused(() -> revoke.approve("k", "dan"), EvidenceError.SIGNER_CONFLICT);
        refused(() -> revoke.keep("k"), EvidenceError.SIGNER_CONFLICT);
        assertThatThrownBy(() -> revoke.doubt("other", "ada", "lost"))
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(EvidenceError.SIGNER_UNKNOWN));
    }
}
