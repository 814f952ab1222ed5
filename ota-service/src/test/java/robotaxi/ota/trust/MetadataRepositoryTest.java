package robotaxi.ota.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MetadataRepositoryTest {
    private final TrustWorld world = new TrustWorld();

    @Test
    void aPublishedTargetsFileIsReachableFromTheTimestamp() {
        world.repository.publishRoot(world.root(1));
        world.repository.publishTargets(world.targets(1));

        TrustedRoot root = TrustedRoot.first(world.findNewest(TufRole.ROOT).orElseThrow());
        SignedMetadata timestamp = root.verifyOnline(
                TufRole.TIMESTAMP, world.findNewest(TufRole.TIMESTAMP).orElseThrow(), TrustWorld.START);
        byte[] snapshotBytes = world.findNewest(TufRole.SNAPSHOT).orElseThrow();
        SignedMetadata snapshot = root.verifyOnline(TufRole.SNAPSHOT, snapshotBytes, TrustWorld.START);
        assertThat(timestamp.signed().at("/meta/snapshot.json/hashes/sha256").textValue())
                .isEqualTo(Sha256.hex(snapshotBytes));
        assertThat(snapshot.signed().at("/meta/targets.json/version").longValue())
                .isEqualTo(1);
        assertThat(world.repository.listedFiles()).containsOnlyKeys("models/m/1/sim-cpu.zip");
    }

    @Test
    void targetsBelowTheirThresholdAreRefused() {
        world.repository.publishRoot(world.root(1));
        refused(
                TrustRefusal.BAD_SIGNATURE,
                () -> world.repository.publishTargets(world.targets(1, TrustWorld.FAR, world.targetsKeyOne)));
    }

    @Test
    void targetsOfForeignKeysAreRefused() {
        world.repository.publishRoot(world.root(1));
        refused(
                TrustRefusal.BAD_SIGNATURE,
                () -> world.repository.publishTargets(
                        world.targets(1, TrustWorld.FAR, world.targetsKeyOne, SigningKey.generate())));
    }

    @Test
    void oneKeyCannotSignTwice() {
        world.repository.publishRoot(world.root(1));
        refused(
                TrustRefusal.MALFORMED,
                () -> world.repository.publishTargets(
                        world.targets(1, TrustWorld.FAR, world.targetsKeyOne, world.targetsKeyOne)));
    }

    @Test
    void oneChangedByteBreaksTheSignature() {
        world.repository.publishRoot(world.root(1));
        byte[] changed = new String(world.targets(1), UTF_8)
                .replace("\"length\":3", "\"length\":4")
                .getBytes(UTF_8);
        refused(TrustRefusal.BAD_SIGNATURE, () -> world.repository.publishTargets(changed));
    }

    @Test
    void aSkippedOrRepeatedVersionIsRefused() {
        world.repository.publishRoot(world.root(1));
        world.repository.publishTargets(world.targets(1));
        refused(TrustRefusal.WRONG_VERSION, () -> world.repository.publishTargets(world.targets(1)));
        refused(TrustRefusal.WRONG_VERSION, () -> world.repository.publishTargets(world.targets(3)));
        world.repository.publishTargets(world.targets(2));
        assertThat(world.newest(TufRole.SNAPSHOT).version()).isEqualTo(2);
    }

    @Test
    void expiredTargetsAreRefused() {
        world.repository.publishRoot(world.root(1));
        byte[] expired = world.targets(1, TrustWorld.START, world.targetsKeyOne, world.targetsKeyTwo);
        refused(TrustRefusal.EXPIRED, () -> world.repository.publishTargets(expired));
    }

    @Test
    void targetsBeforeAnyRootAreRefused() {
        refused(TrustRefusal.NO_ROOT, () -> world.repository.publishTargets(world.targets(1)));
    }

    @Test
    void metadataOfAnotherRoleIsRefused() {
        refused(TrustRefusal.WRONG_TYPE, () -> world.repository.publishRoot(world.targets(1)));
    }

    @Test
    void theNextRootNeedsTheOldAndTheNewKey() {
        world.repository.publishRoot(world.root(1));
        SigningKey newKey = SigningKey.generate();
        Map<TufRole, RoleKeys> rotated = new HashMap<>(world.roles());
        rotated.put(TufRole.ROOT, RoleKeys.of(1, newKey.publicKey()));
        refused(
                TrustRefusal.BAD_SIGNATURE,
                () -> world.repository.publishRoot(MetadataAuthor.root(2, TrustWorld.FAR, rotated, newKey)));
        refused(
                TrustRefusal.BAD_SIGNATURE,
                () -> world.repository.publishRoot(MetadataAuthor.root(2, TrustWorld.FAR, rotated, world.rootKey)));
        byte[] both = MetadataAuthor.root(2, TrustWorld.FAR, rotated, world.rootKey, newKey);
        assertThat(world.repository.publishRoot(both)).isEqualTo(2);
    }

    @Test
    void aRootThatDoesNotKnowOurOnlineKeysIsRefused() {
        Map<TufRole, RoleKeys> foreign = new HashMap<>(world.roles());
        foreign.put(TufRole.TIMESTAMP, RoleKeys.of(1, SigningKey.generate().publicKey()));
        refused(
                TrustRefusal.ONLINE_KEYS_MISSING,
                () -> world.repository.publishRoot(MetadataAuthor.root(1, TrustWorld.FAR, foreign, world.rootKey)));
    }

    @Test
    void theTimestampIsSignedAnewBeforeItExpires() {
        world.repository.publishRoot(world.root(1));
        world.repository.publishTargets(world.targets(1));
        world.clock.advance(Duration.ofHours(11));
        assertThat(world.repository.renewOnline()).isFalse();
        world.clock.advance(Duration.ofHours(2));
        assertThat(world.repository.renewOnline()).isTrue();
        assertThat(world.newest(TufRole.TIMESTAMP).version()).isEqualTo(2);
        assertThat(world.newest(TufRole.TIMESTAMP).expiresAt()).isEqualTo(TrustWorld.START.plus(Duration.ofHours(37)));
        assertThat(world.newest(TufRole.SNAPSHOT).version()).isEqualTo(1);
    }

    @Test
    void aKeyFileReadsBackAndAMixedPairIsRefused() {
        SigningKey key = SigningKey.generate();
        assertThat(SigningKey.parse(key.toFile()).publicKey()).isEqualTo(key.publicKey());
        String mixed = new String(key.toFile(), UTF_8)
                .replace(
                        key.publicKey().publicHex(),
                        SigningKey.generate().publicKey().publicHex());
        refused(TrustRefusal.MALFORMED, () -> SigningKey.parse(mixed.getBytes(UTF_8)));
    }

    @Test
    void theHashStandsBeforeTheLastName() {
        assertThat(new TargetFile("models/m/1/sim-cpu.zip", 3, "a".repeat(64)).servedPath())
                .isEqualTo("models/m/1/" + "a".repeat(64) + ".sim-cpu.zip");
    }

    private static void refused(TrustRefusal refusal, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }
}
