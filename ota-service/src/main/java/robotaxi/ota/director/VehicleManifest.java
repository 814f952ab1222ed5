package robotaxi.ota.director;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import robotaxi.ota.trust.CanonicalJson;
import robotaxi.ota.trust.Direction;
import robotaxi.ota.trust.Sha256;
import robotaxi.ota.trust.TrustException;
import robotaxi.ota.trust.TufJson;

/**
 * What a car says of itself, verified.
 *
 * @param counter higher than that of every manifest of the car before
 * @param path the file that runs, or empty for what came with the program
 * @param sha256 of it, or empty
 * @param attack code of what the car refused since the last one, or empty
 * @param text as it was signed
 */
public record VehicleManifest(
        String vehicleId, long counter, String path, String sha256, String attack, Instant madeAt, String text) {
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(10);

    /** The answer to {@link #verify}. */
    public sealed interface Verdict {
        /** It holds. */
        record Believed(VehicleManifest manifest) implements Verdict {}

        /** It does not. */
        record Refused(ManifestRefusal reason, String detail) implements Verdict {}
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Verdict.Refused verdict;

        Refusal(ManifestRefusal reason, String detail) {
            super(detail);
            verdict = new Verdict.Refused(reason, detail);
        }
    }

    /**
     * Verifies a manifest.
     *
     * @param sender the car on whose connection it came
     * @param key of that car's certificate
     * @param highestCounter of the car's manifests so far
     */
    public static Verdict verify(byte[] body, String sender, PublicKey key, long highestCounter, Instant now) {
        try {
            JsonNode envelope = TufJson.parse(body);
            JsonNode signed = TufJson.member(envelope, "signed");
            checkSigned(envelope, key);
            if (!TufJson.text(signed, "vehicle_id").equals(sender)) {
                throw new Refusal(ManifestRefusal.WRONG_VEHICLE, "of " + TufJson.text(signed, "vehicle_id"));
            }
            VehicleManifest manifest = read(signed, sender, key);
            long counter = TufJson.positive(signed, "report_counter");
            if (counter <= highestCounter || manifest.counter() != counter) {
                throw new Refusal(ManifestRefusal.REPLAYED, "counter " + counter + " after " + highestCounter);
            }
            if (Duration.between(manifest.madeAt(), now).abs().compareTo(CLOCKS_DIFFER_BY) > 0) {
                throw new Refusal(ManifestRefusal.WRONG_TIME, "made at " + manifest.madeAt());
            }
            return new Verdict.Believed(manifest);
        } catch (TrustException e) {
            return new Verdict.Refused(ManifestRefusal.MALFORMED, String.valueOf(e.getMessage()));
        } catch (Refusal e) {
            return e.verdict;
        }
    }

    private static VehicleManifest read(JsonNode signed, String sender, PublicKey key) {
        String serial = Direction.ecuSerial(sender);
        JsonNode reports = TufJson.member(signed, "ecu_version_manifests");
        Set<String> serials = new TreeSet<>();
        reports.fieldNames().forEachRemaining(serials::add);
        if (!serials.equals(Set.of(serial))
                || !TufJson.text(signed, "primary_ecu_serial").equals(serial)) {
            throw new Refusal(ManifestRefusal.WRONG_ECUS, "of " + serials + ", not of " + serial);
        }
        JsonNode report = TufJson.member(reports, serial);
        checkSigned(report, key);
        JsonNode ecu = TufJson.member(report, "signed");
        if (!TufJson.text(ecu, "ecu_serial").equals(serial)) {
            throw new Refusal(ManifestRefusal.WRONG_ECUS, "the report is of " + TufJson.text(ecu, "ecu_serial"));
        }
        JsonNode image = TufJson.member(ecu, "installed_image");
        return new VehicleManifest(
                sender,
                TufJson.positive(ecu, "report_counter"),
                TufJson.text(image, "filepath"),
                TufJson.text(TufJson.member(TufJson.member(image, "fileinfo"), "hashes"), "sha256"),
                TufJson.text(ecu, "attacks_detected"),
                TufJson.time(ecu, "timeserver_time"),
                new String(CanonicalJson.of(signed), StandardCharsets.UTF_8));
    }

    private static void checkSigned(JsonNode envelope, PublicKey key) {
        byte[] message = CanonicalJson.of(TufJson.member(envelope, "signed"));
        String keyId = Sha256.hex(key.getEncoded());
        for (JsonNode signature : TufJson.member(envelope, "signatures")) {
            if (TufJson.text(signature, "keyid").equals(keyId)
                    && verifies(key, message, TufJson.text(signature, "sig"))) {
                return;
            }
        }
        throw new Refusal(ManifestRefusal.BAD_SIGNATURE, "the car's own key did not sign it");
    }

    private static boolean verifies(PublicKey key, byte[] message, String hex) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(HexFormat.of().parseHex(hex));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false; // not even the shape of a signature
        }
    }
}
