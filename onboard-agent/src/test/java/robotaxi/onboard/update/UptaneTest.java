package robotaxi.onboard.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UptaneTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final TargetFile FILE = new TargetFile("models/m/2/sim-cpu.zip", 42, "ab".repeat(32), 5);
    private static final TargetFile OTHER = new TargetFile("models/m/2/sim-cpu.zip", 42, "cd".repeat(32), 5);
    private static final TargetFile SECOND = new TargetFile("models/m/3/sim-cpu.zip", 42, "cd".repeat(32), 6);

    private final SignedRepository director = new SignedRepository(NOW.plus(Duration.ofDays(1)));
    private final SignedRepository images = new SignedRepository(NOW.plus(Duration.ofDays(1)));
    private final Uptane uptane = new Uptane(
            TufClient.ofDirector(director.root(), director, store()),
            TufClient.ofImages(images.root(), images, store()),
            Uptane.Car.of("car-1", "sim-cpu"));

    private static TrustStore store() {
        Map<String, byte[]> kept = new HashMap<>();
        return new TrustStore() {
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
        };
    }

    private void direct(String vehicleId, String ecu, String hardwareId, TargetFile... files) {
        director.publish(Targets.direction(vehicleId, "rollout-1", "m@2", ecu, hardwareId, files));
    }

    private TargetFile verified(long installedCounter) {
        return uptane.verify(uptane.directed(NOW).orElseThrow(), installedCounter, NOW);
    }

    private void isRefused(String code) {
        assertThatThrownBy(() -> verified(0))
                .isInstanceOfSatisfying(
                        TufException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aFileThatBothRepositoriesVouchForIsBelieved() {
        direct("car-1", "car-1.drive", "sim-cpu", FILE);
        images.publish(Targets.image(FILE, "sim-cpu"));

        assertThat(uptane.directed(NOW).orElseThrow().rolloutId()).isEqualTo("rollout-1");
        assertThat(verified(5)).isEqualTo(FILE);
    }

    @Test
    void aCarThatIsToStayAsItIsHearsNothingNew() {
        direct("car-1", "car-1.drive", "sim-cpu");

        assertThat(uptane.directed(NOW)).isEmpty();
    }

    @Test
    void whatMayNotDriveIsPartOfTheWordAndSilenceAboutItIsNoWord() {
        direct("car-1", "car-1.drive", "sim-cpu");
        assertThat(uptane.hear(NOW).mayNotDrive()).isEmpty();

        director.publish(direction("car-1", List.of("m@1", "m@2")));
        assertThat(uptane.hear(NOW).mayNotDrive()).contains(Set.of("m@1", "m@2"));

        director.publish(direction("car-1", List.of()));
        assertThat(uptane.hear(NOW).mayNotDrive()).contains(Set.of());
    }

    private static Map<String, Object> direction(String vehicleId, List<String> mayNotDrive) {
        return Targets.direction(vehicleId, "", "", "sim-cpu", mayNotDrive);
    }

    @Test
    void anotherCarsWordOfWhatMayNotDriveCountsForNothing() {
        director.publish(direction("car-2", List.of()));
        assertThatThrownBy(() -> uptane.hear(NOW))
                .isInstanceOfSatisfying(
                        TufException.class, e -> assertThat(e.code()).isEqualTo("director.wrong-vehicle"));
    }

    @Test
    void anotherCarsDirectionIsRefusedEvenIfItIsEmpty() {
        direct("car-2", "car-2.drive", "sim-cpu");
        isRefused("director.wrong-vehicle");
    }

    @Test
    void aForeignComputerAndAForeignKindAreRefused() {
        direct("car-1", "car-2.drive", "sim-cpu", FILE);
        isRefused("director.unknown-ecu");
        direct("car-1", "car-1.drive", "drive-thor", FILE);
        isRefused("director.wrong-hardware");
    }

    @Test
    void twoFilesForOneComputerAreRefused() {
        direct("car-1", "car-1.drive", "sim-cpu", FILE, SECOND);
        isRefused("director.ecu-twice");
    }

    @Test
    void whatTheImageRepositoryDoesNotListOrListsOtherwiseIsRefused() {
        direct("car-1", "car-1.drive", "sim-cpu", FILE);
        images.publish(Targets.image(SECOND, "sim-cpu"));
        isRefused("uptane.image-unknown");
        images.publish(Targets.image(OTHER, "sim-cpu"));
        isRefused("uptane.image-differs");
        images.publish(Targets.image(FILE, "drive-thor"));
        isRefused("uptane.wrong-hardware");
    }

    @Test
    void anOlderReleaseThanTheInstalledIsRefused() {
        direct("car-1", "car-1.drive", "sim-cpu", FILE);
        images.publish(Targets.image(FILE, "sim-cpu"));

        assertThatThrownBy(() -> verified(6))
                .isInstanceOfSatisfying(
                        TufException.class, e -> assertThat(e.code()).isEqualTo("uptane.rollback"));
    }

    @Test
    void aRefusalNamesTheRepositoryThatWasNotBelieved() {
        direct("car-1", "car-1.drive", "sim-cpu", FILE);
        images.publish(Targets.image(FILE, "sim-cpu"));
        Instant late = NOW.plus(Duration.ofDays(2));

        assertThatThrownBy(() -> uptane.directed(late))
                .isInstanceOfSatisfying(
                        TufException.class, e -> assertThat(e.code()).isEqualTo("director.expired"));
        Uptane.Directed directed = uptane.directed(NOW).orElseThrow();
        assertThatThrownBy(() -> uptane.verify(directed, 0, late))
                .isInstanceOfSatisfying(
                        TufException.class, e -> assertThat(e.code()).isEqualTo("tuf.expired"));
    }
}
