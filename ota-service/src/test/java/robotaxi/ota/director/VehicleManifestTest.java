package robotaxi.ota.director;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VehicleManifestTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final KeyPair KEYS = keys();

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ManifestText manifest(String vehicleId, long counter, Instant at, KeyPair keys) {
        return new ManifestText(vehicleId, counter, at, keys.getPrivate(), keys.getPublic());
    }

    private static ManifestText honest() {
        return manifest("car-1", 8, NOW, KEYS);
    }

    private static VehicleManifest.Verdict verify(byte[] body) {
        return VehicleManifest.verify(body, "car-1", KEYS.getPublic(), 7, NOW);
    }

    private static void isRefused(byte[] body, ManifestRefusal reason) {
        assertThat(verify(body))
                .isInstanceOfSatisfying(
                        VehicleManifest.Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void anHonestOneIsBelieved() {
        byte[] body = honest().report(ecu -> ecu.put("attacks_detected", "tuf.expired"))
                .bytes();
        assertThat(verify(body)).isInstanceOfSatisfying(VehicleManifest.Verdict.Believed.class, believed -> {
            assertThat(believed.manifest().counter()).isEqualTo(8);
            assertThat(believed.manifest().path()).isEqualTo("models/m/1/sim-cpu.zip");
            assertThat(believed.manifest().attack()).isEqualTo("tuf.expired");
        });
    }

    @Test
    void oneThatWasSeenIsRefused() {
        isRefused(manifest("car-1", 7, NOW, KEYS).bytes(), ManifestRefusal.REPLAYED);
        isRefused(manifest("car-1", 3, NOW, KEYS).bytes(), ManifestRefusal.REPLAYED);
    }

    @Test
    void anOldReportInANewManifestIsRefused() {
        isRefused(honest().report(ecu -> ecu.put("report_counter", 5)).bytes(), ManifestRefusal.REPLAYED);
    }

    @Test
    void anotherKeyIsRefused() {
        isRefused(manifest("car-1", 8, NOW, keys()).bytes(), ManifestRefusal.BAD_SIGNATURE);
    }

    @Test
    void aChangedWordIsRefused() {
        String text = new String(honest().bytes(), StandardCharsets.UTF_8).replace("models/m/1", "models/m/2");
        isRefused(text.getBytes(StandardCharsets.UTF_8), ManifestRefusal.BAD_SIGNATURE);
    }

    @Test
    void anotherCarsIsRefused() {
        isRefused(manifest("car-2", 8, NOW, KEYS).bytes(), ManifestRefusal.WRONG_VEHICLE);
    }

    @Test
    void foreignOrMissingComputersAreRefused() {
        isRefused(honest().report(ecu -> ecu.put("ecu_serial", "car-2.drive")).bytes(), ManifestRefusal.WRONG_ECUS);
        isRefused(
                honest().whole(all -> all.put("primary_ecu_serial", "car-2.drive"))
                        .bytes(),
                ManifestRefusal.WRONG_ECUS);
    }

    @Test
    void anotherTimeIsRefused() {
        isRefused(manifest("car-1", 8, NOW.minus(Duration.ofHours(1)), KEYS).bytes(), ManifestRefusal.WRONG_TIME);
        isRefused(manifest("car-1", 8, NOW.plus(Duration.ofHours(1)), KEYS).bytes(), ManifestRefusal.WRONG_TIME);
    }

    @Test
    void noJsonIsRefused() {
        isRefused("<html>".getBytes(StandardCharsets.UTF_8), ManifestRefusal.MALFORMED);
        isRefused("{}".getBytes(StandardCharsets.UTF_8), ManifestRefusal.MALFORMED);
    }
}
