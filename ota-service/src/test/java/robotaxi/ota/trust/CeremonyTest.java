package robotaxi.ota.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Root three of five, targets two of three, keys exchanged: as five people with five machines would do it. */
class CeremonyTest {
    private static final Instant NOW = TrustWorld.START;
    private static final Instant NEXT_YEAR = NOW.plus(Duration.ofDays(365));

    private final List<SigningKey> people =
            Stream.generate(SigningKey::generate).limit(6).toList();
    private final List<SigningKey> releasers =
            Stream.generate(SigningKey::generate).limit(3).toList();
    private final TrustWorld world = new TrustWorld();

    private static RoleKeys keys(int threshold, List<SigningKey> keys) {
        return RoleKeys.of(threshold, keys.stream().map(SigningKey::publicKey).toArray(TufKey[]::new));
    }

    private Map<TufRole, RoleKeys> roles() {
        return Map.of(
                TufRole.ROOT, keys(3, people.subList(0, 5)),
                TufRole.TARGETS, keys(2, releasers),
                TufRole.SNAPSHOT, RoleKeys.of(1, world.snapshotKey.publicKey()),
                TufRole.TIMESTAMP, RoleKeys.of(1, world.timestampKey.publicKey()));
    }

    private static byte[] signed(byte[] draft, Optional<TrustedRoot> judge, SigningKey... keys) {
        byte[] bytes = draft;
        for (SigningKey key : keys) {
            bytes = Ceremony.of(bytes, judge).sign(key);
        }
        return bytes;
    }

    private byte[] firstRoot() {
        byte[] draft = Ceremony.beginRoot(Optional.empty(), roles(), NEXT_YEAR);
        return signed(draft, Optional.empty(), people.get(0), people.get(2), people.get(4));
    }

    @Test
    void aFirstRootIsCompleteWithThreeOfFive() {
        byte[] draft = Ceremony.beginRoot(Optional.empty(), roles(), NEXT_YEAR);
        byte[] two = signed(draft, Optional.empty(), people.get(0), people.get(2));
        assertThat(Ceremony.of(two, Optional.empty()).isComplete(NOW)).isFalse();
        assertThatThrownBy(() -> world.repository.publishRoot(two)).isInstanceOf(TrustException.class);

        byte[] three = signed(two, Optional.empty(), people.get(4));
        assertThat(Ceremony.of(three, Optional.empty()).isComplete(NOW)).isTrue();
        assertThat(world.repository.publishRoot(three)).isEqualTo(1);
    }

    @Test
    void aKeyThatHasSignedOrMayNotIsRefused() {
        byte[] draft = Ceremony.beginRoot(Optional.empty(), roles(), NEXT_YEAR);
        byte[] one = signed(draft, Optional.empty(), people.get(0));

        assertThatThrownBy(() -> signed(one, Optional.empty(), people.get(0))).hasMessageContaining("signed already");
        assertThatThrownBy(() -> signed(one, Optional.empty(), people.get(5))).hasMessageContaining("may not sign");
    }

    @Test
    void theNextRootNeedsTheOldThresholdAndTheNew() {
        world.repository.publishRoot(firstRoot());
        Optional<TrustedRoot> first = Optional.of(TrustedRoot.first(firstRoot()));
        byte[] draft = Ceremony.beginRoot(first, Map.of(TufRole.ROOT, keys(3, people.subList(1, 6))), NEXT_YEAR);
        // Two of the new keys are old ones, too: enough for neither.
        byte[] some = signed(draft, first, people.get(1), people.get(2), people.get(5));
        assertThat(Ceremony.of(some, first).needs())
                .extracting(Ceremony.Need::isMet)
                .containsExactly(false, true);
        assertThatThrownBy(() -> world.repository.publishRoot(some)).isInstanceOf(TrustException.class);

        byte[] all = signed(some, first, people.get(0));
        assertThat(Ceremony.of(all, first).isComplete(NOW)).isTrue();
        assertThat(world.repository.publishRoot(all)).isEqualTo(2);
    }

    @Test
    void targetsNeedTwoOfThree() {
        world.repository.publishRoot(firstRoot());
        Optional<TrustedRoot> root = Optional.of(TrustedRoot.first(firstRoot()));
        var file = new TargetFile("models/m/1/sim-cpu.zip", 3, "a".repeat(64), List.of("sim-cpu"), 0);
        byte[] draft = Ceremony.beginTargets(Optional.empty(), List.of(file), NEXT_YEAR);
        byte[] one = signed(draft, root, releasers.get(0));
        assertThatThrownBy(() -> world.repository.publishTargets(one)).isInstanceOf(TrustException.class);

        world.repository.publishTargets(signed(one, root, releasers.get(2)));

        assertThat(world.repository.listedFiles().get(file.path()).releaseCounter())
                .isEqualTo(1);
    }

    @Test
    void theServiceSignsWithTheKeyThatTheNewestRootLists() {
        SigningKey next = SigningKey.generate();
        var repository = new MetadataRepository(
                world,
                new OnlineKeys(List.of(world.snapshotKey, next)),
                new OnlineKeys(List.of(world.timestampKey, next)),
                new OnlineLifetimes(Duration.ofHours(24), Duration.ofDays(7), Duration.ofDays(31)),
                world.clock);
        repository.publishRoot(firstRoot());
        Optional<TrustedRoot> first = Optional.of(TrustedRoot.first(firstRoot()));
        byte[] list = Ceremony.beginTargets(Optional.empty(), List.of(), NEXT_YEAR);
        repository.publishTargets(signed(list, first, releasers.get(0), releasers.get(1)));
        first.get().verifyOnline(TufRole.TIMESTAMP, newest(TufRole.TIMESTAMP), NOW);

        RoleKeys online = RoleKeys.of(1, next.publicKey());
        byte[] draft =
                Ceremony.beginRoot(first, Map.of(TufRole.SNAPSHOT, online, TufRole.TIMESTAMP, online), NEXT_YEAR);
        byte[] second = signed(draft, first, people.get(0), people.get(1), people.get(2));
        repository.publishRoot(second);

        TrustedRoot now = first.get().next(second);
        now.verifyOnline(TufRole.TIMESTAMP, newest(TufRole.TIMESTAMP), NOW);
        now.verifyOnline(TufRole.SNAPSHOT, newest(TufRole.SNAPSHOT), NOW);
        assertThatThrownBy(() -> first.get().verifyOnline(TufRole.TIMESTAMP, newest(TufRole.TIMESTAMP), NOW))
                .isInstanceOf(TrustException.class);
    }

    private byte[] newest(TufRole role) {
        return world.findNewest(role).orElseThrow();
    }

    @Test
    void whatIsSignedIsShown() {
        Optional<TrustedRoot> first = Optional.of(TrustedRoot.first(firstRoot()));
        byte[] draft = Ceremony.beginRoot(first, Map.of(TufRole.ROOT, keys(3, people.subList(1, 6))), NEXT_YEAR);

        String text = String.join("\n", Ceremony.of(draft, first).describe());

        assertThat(text)
                .contains("root version 2", "root 3 of 5", "targets 2 of 3")
                .contains(people.get(5).publicKey().keyId().substring(0, 12) + " (new)")
                .contains(people.get(0).publicKey().keyId().substring(0, 12) + " (gone)");
    }
}
