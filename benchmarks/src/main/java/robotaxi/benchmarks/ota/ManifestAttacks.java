package robotaxi.benchmarks.ota;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import robotaxi.onboard.update.TargetFile;
import robotaxi.onboard.update.Uptane;
import robotaxi.onboard.update.VehicleManifest;
import robotaxi.ota.trust.Sha256;
import robotaxi.ota.trust.TufJson;

/** What can be said to the director in a car's name: the agent's own manifests, replayed, changed, or made by others. */
public final class ManifestAttacks {
    private static final Instant NOW = ForgedRepository.NOW;
    private static final long SEEN = 7;
    private static final Uptane.Car CAR = Uptane.Car.of("car-1", "sim-cpu");
    private static final Uptane.Car OTHER = Uptane.Car.of("car-2", "sim-cpu");
    private static final KeyPair KEYS = keys();

    private ManifestAttacks() {}

    /** The code of each refusal by the attack's name; an empty one is an attack that was believed. */
    public static Map<String, String> suffer() {
        if (!verdict(honest(CAR, SEEN + 1, NOW, KEYS)).isEmpty()) {
            throw new IllegalStateException("an honest manifest is not believed");
        }
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("manifest: the last one once more", verdict(honest(CAR, SEEN, NOW, KEYS)));
        codes.put("manifest: an old one", verdict(honest(CAR, 2, NOW, KEYS)));
        codes.put(
                "manifest: kept back for an hour",
                verdict(honest(CAR, SEEN + 1, NOW.minus(Duration.ofHours(1)), KEYS)));
        codes.put("manifest: another car's", verdict(honest(OTHER, SEEN + 1, NOW, KEYS)));
        codes.put("manifest: by a foreign key", verdict(honest(CAR, SEEN + 1, NOW, keys())));
        String text = new String(honest(CAR, SEEN + 1, NOW, KEYS), StandardCharsets.UTF_8);
        codes.put("manifest: another file named", verdict(bytes(text.replace("models/m", "models/n"))));
        codes.put("manifest: a higher counter written in", verdict(bytes(text.replace("counter\":8", "counter\":9"))));
        codes.put("manifest: an old report in a new envelope", verdict(mixed()));
        codes.put("manifest: no signatures", verdict(bytes(text.replaceAll("\\[\\{[^]]*}]", "[]"))));
        codes.put("manifest: no JSON", verdict(bytes("<html>")));
        return codes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] honest(Uptane.Car car, long counter, Instant now, KeyPair keys) {
        var file = new TargetFile("models/m/1/sim-cpu.zip", 7, "ab".repeat(32), 1);
        return new VehicleManifest(car, counter, file, "", now, now).signed(signer(keys));
    }

    /** The computer's report of before, signed well, within a manifest that somebody else put around it. */
    private static byte[] mixed() {
        var fresh = (ObjectNode) TufJson.parse(honest(CAR, SEEN + 1, NOW, KEYS));
        var old = TufJson.parse(honest(CAR, 2, NOW, KEYS));
        ((ObjectNode) fresh.at("/signed/ecu_version_manifests"))
                .set(CAR.ecuSerial(), old.at("/signed/ecu_version_manifests").get(CAR.ecuSerial()));
        return TufJson.bytesOf(fresh);
    }

    private static String verdict(byte[] manifest) {
        PublicKey key = KEYS.getPublic();
        return switch (robotaxi.ota.director.VehicleManifest.verify(manifest, CAR.vehicleId(), key, SEEN, NOW)) {
            case robotaxi.ota.director.VehicleManifest.Verdict.Believed _ -> "";
            case robotaxi.ota.director.VehicleManifest.Verdict.Refused refused ->
                refused.reason().code();
        };
    }

    private static VehicleManifest.Signer signer(KeyPair keys) {
        return new VehicleManifest.Signer() {
            @Override
            public String keyId() {
                return Sha256.hex(keys.getPublic().getEncoded());
            }

            @Override
            public String sign(byte[] message) {
                try {
                    Signature signature = Signature.getInstance("SHA256withECDSA");
                    signature.initSign(keys.getPrivate());
                    signature.update(message);
                    return HexFormat.of().formatHex(signature.sign());
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
