package robotaxi.onboard.update;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import robotaxi.onboard.json.CanonicalJson;

/**
 * What the car says of itself to the director, signed by the car: which image runs on which computer, and what was refused.
 *
 * @param counter grows with each manifest, so that none counts twice
 * @param running the file that runs
 * @param attack code of the last refusal, or empty
 */
public record VehicleManifest(
        Uptane.Car car, long counter, TargetFile running, String attack, Instant now, Instant before) {
    /** Signs bytes with the car's key. */
    public interface Signer {
        /** SHA-256 of the public key, in hex. */
        String keyId();

        /** Signature in hex. */
        String sign(byte[] message);
    }

    /** The manifest as it is sent. */
    public byte[] signed(Signer signer) {
        Map<String, Object> ecu = envelope(
                Map.of(
                        "ecu_serial",
                        car.ecuSerial(),
                        "installed_image",
                        Map.of(
                                "filepath",
                                running.path(),
                                "fileinfo",
                                Map.of("length", running.lengthBytes(), "hashes", Map.of("sha256", running.sha256()))),
                        "attacks_detected",
                        attack,
                        "report_counter",
                        counter,
                        "timeserver_time",
                        time(now),
                        "previous_timeserver_time",
                        time(before)),
                signer);
        return CanonicalJson.encode(envelope(
                Map.of(
                        "vehicle_id",
                        car.vehicleId(),
                        "primary_ecu_serial",
                        car.ecuSerial(),
                        "report_counter",
                        counter,
                        "ecu_version_manifests",
                        Map.of(car.ecuSerial(), ecu)),
                signer));
    }

    private static Map<String, Object> envelope(Map<String, Object> signed, Signer signer) {
        String signature = signer.sign(CanonicalJson.encode(signed));
        return Map.of(
                "signed",
                signed,
                "signatures",
                List.of(Map.of("keyid", signer.keyId(), "method", "ecdsa-sha2-nistp256", "sig", signature)));
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
