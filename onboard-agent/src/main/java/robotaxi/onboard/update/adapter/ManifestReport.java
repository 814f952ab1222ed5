package robotaxi.onboard.update.adapter;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import robotaxi.onboard.identity.adapter.CarIdentity;
import robotaxi.onboard.model.ModelManifest;
import robotaxi.onboard.queue.SmallFile;
import robotaxi.onboard.update.TufException;
import robotaxi.onboard.update.VehicleManifest;

/** Signs and sends vehicle manifests. One that does not arrive is made up for by the next. */
public final class ManifestReport {
    private static final System.Logger LOG = System.getLogger(ManifestReport.class.getName());

    private final Updater.Settings settings;
    private final Slots slots;
    private final Repositories repositories;
    private final Key key;
    private final InstantSource clock;
    private final SmallFile counter;
    private Instant before = Instant.EPOCH;
    private String attack = "";

    /** Where the car's key is found; it changes when its certificate is renewed. */
    public interface Key {
        /** The key of now. */
        CarIdentity identity() throws IOException, GeneralSecurityException;
    }

    ManifestReport(Updater.Settings settings, Slots slots, Repositories repositories, Key key, InstantSource clock) {
        this.settings = settings;
        this.slots = slots;
        this.repositories = repositories;
        this.key = key;
        this.clock = clock;
        this.counter = new SmallFile(settings.folder().resolve("manifest-counter"));
    }

    /** Something was refused; the next manifest says so. */
    void attacked(String code) {
        attack = code;
    }

    /** Says what runs. */
    void send() {
        try {
            Instant now = clock.instant();
            var manifest = new VehicleManifest(
                    settings.car(), nextCounter(), slots.state().running().target(), attack, now, before);
            if (repositories.report(manifest.signed(new CarSigner(key.identity())))) {
                before = now;
                attack = "";
            }
        } catch (IOException | GeneralSecurityException | TufException e) {
            LOG.log(
                    Level.INFO,
                    () -> "The manifest was not sent vehicleId="
                            + settings.car().vehicleId() + " reason=" + e.getMessage());
        }
    }

    /** Written before it is used: no manifest of this car ever carries a counter twice. */
    private long nextCounter() throws IOException {
        long next =
                counter.read().map(bytes -> ByteBuffer.wrap(bytes).getLong()).orElse(0L) + 1;
        counter.write(ByteBuffer.allocate(Long.BYTES).putLong(next).array());
        return next;
    }

    private record CarSigner(CarIdentity identity) implements VehicleManifest.Signer {
        @Override
        public String keyId() {
            return ModelManifest.sha256(
                    identity.chain().getFirst().getPublicKey().getEncoded());
        }

        @Override
        public String sign(byte[] message) {
            try {
                Signature ecdsa = Signature.getInstance("SHA256withECDSA");
                ecdsa.initSign(identity.key());
                ecdsa.update(message);
                return HexFormat.of().formatHex(ecdsa.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the car's key cannot sign", e);
            }
        }
    }
}
