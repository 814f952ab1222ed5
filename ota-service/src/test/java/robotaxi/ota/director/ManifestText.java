package robotaxi.ota.director;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Consumer;
import robotaxi.ota.trust.CanonicalJson;
import robotaxi.ota.trust.Sha256;
import robotaxi.ota.trust.TufJson;

/** A manifest as a car makes it, to be changed before it is signed. */
public final class ManifestText {
    private final PrivateKey key;
    private final PublicKey publicKey;
    private final ObjectNode ecu = TufJson.object();
    private final ObjectNode signed = TufJson.object();

    /** An honest one. */
    public ManifestText(String vehicleId, long counter, Instant now, PrivateKey key, PublicKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
        String serial = vehicleId + ".drive";
        ecu.put("ecu_serial", serial).put("attacks_detected", "").put("report_counter", counter);
        ecu.put("timeserver_time", TufJson.time(now)).put("previous_timeserver_time", TufJson.time(now));
        ObjectNode file = ecu.putObject("installed_image")
                .put("filepath", "models/m/1/sim-cpu.zip")
                .putObject("fileinfo");
        file.put("length", 7).putObject("hashes").put("sha256", "ab");
        signed.put("vehicle_id", vehicleId).put("primary_ecu_serial", serial).put("report_counter", counter);
        signed.putObject("ecu_version_manifests");
    }

    /** Changes what the computer reports. */
    public ManifestText report(Consumer<ObjectNode> change) {
        change.accept(ecu);
        return this;
    }

    /** Changes what the car says around it. */
    public ManifestText whole(Consumer<ObjectNode> change) {
        change.accept(signed);
        return this;
    }

    /** Signs it. */
    public byte[] bytes() {
        ((ObjectNode) signed.get("ecu_version_manifests"))
                .set(ecu.get("ecu_serial").asText(), envelope(ecu));
        return TufJson.bytesOf(envelope(signed));
    }

    private ObjectNode envelope(ObjectNode content) {
        ObjectNode envelope = TufJson.object();
        envelope.set("signed", content);
        envelope.putArray("signatures")
                .addObject()
                .put("keyid", Sha256.hex(publicKey.getEncoded()))
                .put("method", "ecdsa-sha2-nistp256")
                .put("sig", sign(CanonicalJson.of(content)));
        return envelope;
    }

    private String sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(message);
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
