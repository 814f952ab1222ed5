package robotaxi.onboard.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TufClientTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String PATH = "models/city-reflex/1.1.0/sim-cpu.zip";

    private final TufRepository repository = new TufRepository(NOW.plus(Duration.ofDays(1)));
    private final Map<String, byte[]> kept = new HashMap<>();

    private TufClient client() {
        return TufClient.ofImages(repository.pinnedRoot(), repository, new TrustStore() {
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
    }

    private void isRefused(String code) {
        assertThatThrownBy(() -> client().find(PATH, NOW))
                .isInstanceOfSatisfying(
                        TufException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void anHonestRepositoryIsBelieved() {
        TargetFile target = client().find(PATH, NOW);

        assertThat(target.lengthBytes()).isEqualTo(42);
        assertThat(target.consistentPath()).isEqualTo("models/city-reflex/1.1.0/" + target.sha256() + ".sim-cpu.zip");
        assertThat(client().find(PATH, NOW)).isEqualTo(target);
    }

    @Test
    void oneChangedByteIsABadSignature() {
        repository.tamper("timestamp.json", "\"version\":1", "\"version\":9");
        isRefused("tuf.bad-signature");
    }

    @Test
    void aForeignKeyIsABadSignature() {
        repository.signTimestampWithForeignKey();
        isRefused("tuf.bad-signature");
    }

    @Test
    void oneKeyTwiceIsNotTwoKeys() {
        repository.signTargetsTwiceWithOneKey();
        isRefused("tuf.bad-signature");
    }

    @Test
    void frozenFilesAreRefusedOnceTheyExpire() {
        assertThatThrownBy(() -> client().find(PATH, NOW.plus(Duration.ofDays(2))))
                .isInstanceOfSatisfying(
                        TufException.class, e -> assertThat(e.code()).isEqualTo("tuf.expired"));
    }

    @Test
    void anOlderTimestampIsARollback() {
        repository.publish(2);
        client().find(PATH, NOW);
        repository.publish(1);
        isRefused("tuf.rollback");
    }

    @Test
    void targetsOfAnotherVersionAreAMismatch() {
        repository.publish(2);
        repository.serveInstead("2.targets.json", repository.oldTargets());
        isRefused("tuf.hash-mismatch");
    }

    @Test
    void endlessMetadataAreCutAtTheLimit() {
        repository.serveInstead("timestamp.json", new byte[20_000]);
        isRefused("tuf.length-exceeded");
    }

    @Test
    void aRootThatTheOldKeysDidNotSignIsRefused() {
        repository.rotateRootWithoutOldSignature();
        isRefused("tuf.bad-signature");
    }

    @Test
    void aProperlyRotatedRootIsFollowedAndRecoversFromAFastForward() {
        repository.publish(1_000_000);
        client().find(PATH, NOW);
        repository.rotateRoot();
        repository.publish(3);

        assertThat(client().find(PATH, NOW).lengthBytes()).isEqualTo(42);
    }

    @Test
    void duplicateKeysInTheTextAreMalformed() {
        repository.serveInstead(
                "timestamp.json",
                "{\"signed\":{\"_type\":\"timestamp\",\"_type\":\"timestamp\"},\"signatures\":[]}"
                        .getBytes(StandardCharsets.UTF_8));
        isRefused("tuf.malformed");
    }

    @Test
    void aTimestampThatNamesNoSnapshotIsForgotten() {
        repository.signTimestampWithoutList();
        isRefused("tuf.malformed");
        repository.publish(2);
        assertThat(client().find(PATH, NOW).lengthBytes()).isEqualTo(42);
    }

    @Test
    void anUnknownTargetIsRefused() {
        assertThatThrownBy(() -> client().find("models/other.zip", NOW))
                .isInstanceOfSatisfying(
                        TufException.class, e -> assertThat(e.code()).isEqualTo("tuf.unknown-target"));
    }
}
