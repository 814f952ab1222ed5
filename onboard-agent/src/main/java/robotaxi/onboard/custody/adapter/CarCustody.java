package robotaxi.onboard.custody.adapter;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robotaxi.contracts.custody.Entry;
import robotaxi.contracts.custody.Sha256;
import robotaxi.contracts.custody.Signatures;
import robotaxi.onboard.json.CanonicalJson;
import robotaxi.onboard.json.Json;
import robotaxi.onboard.json.JsonMap;
import robotaxi.onboard.queue.SmallFile;

/**
 * Seals each recording: an entry that names the one before, signed. The chain's state is on the disk before an entry leaves the car,
 * so that no power cut makes the car tell two stories.
 *
 * @see <a href="../docs/decisions/0041-custody-chain.md">decision 0041</a>
 */
public final class CarCustody {
    private static final System.Logger LOG = System.getLogger(CarCustody.class.getName());

    private final Path folder;
    private final String vehicleId;
    private final long bootEpoch;
    private final Identity identity;
    private final SmallFile stateFile;
    private State state;

    /** What the car signs with. */
    public interface Identity {
        /** Key and certificates now; they change with each renewal. */
        Signer find() throws IOException, GeneralSecurityException;
    }

    /**
     * A key and what vouches for it.
     *
     * @param chain the car's certificate first, without the root
     */
    public record Signer(java.security.PrivateKey key, List<X509Certificate> chain) {}

    /** The last entry, with what went out or will go out of it. */
    private record State(long sequence, String head, String sha256, String seal) {
        static final State NONE = new State(0, Sha256.NONE, "", "");

        static State read(byte[] bytes) throws IOException {
            JsonMap json = Json.object(new String(bytes, StandardCharsets.UTF_8));
            return new State(json.whole("sequence"), json.string("head"), json.string("sha256"), json.string("seal"));
        }

        byte[] bytes() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("sequence", sequence);
            json.put("head", head);
            json.put("sha256", sha256);
            json.put("seal", seal);
            return CanonicalJson.encode(json);
        }
    }

    /** Goes on with what the folder holds. */
    public CarCustody(Path folder, String vehicleId, long bootEpoch, Identity identity) throws IOException {
        this.folder = folder;
        this.vehicleId = vehicleId;
        this.bootEpoch = bootEpoch;
        this.identity = identity;
        this.stateFile = new SmallFile(folder.resolve("chain.json"));
        Optional<byte[]> kept = stateFile.read();
        this.state = kept.isPresent() ? State.read(kept.get()) : State.NONE;
        if (!state.sha256().isEmpty() && seal(state.sha256()).read().isEmpty()) {
            // The power went between the two files.
            seal(state.sha256()).write(state.seal().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private SmallFile seal(String sha256) {
        return new SmallFile(folder.resolve(sha256 + ".seal"));
    }

    /** What a recording says of its place in the chain, before its own hash is known. */
    public synchronized Map<String, String> place() {
        Map<String, String> says = new LinkedHashMap<>();
        says.put("chain", vehicleId);
        says.put("sequence", Long.toString(state.sequence() + 1));
        says.put("previous", state.head());
        says.put("boot_epoch", Long.toString(bootEpoch));
        try {
            says.put(
                    "certificate_sha256",
                    Signatures.fingerprint(identity.find().chain().getFirst()));
        } catch (IOException | GeneralSecurityException e) {
            LOG.log(Level.WARNING, () -> "No key to seal with yet vehicleId=" + vehicleId, e);
        }
        return says;
    }

    /**
     * Seals a recording, once: whoever asks again gets the same seal.
     *
     * @return for the tus header Upload-Metadata: pairs joined by commas; empty while the car has no key
     */
    public synchronized String seal(String eventId, String sha256, long lengthBytes) throws IOException {
        Optional<byte[]> known = seal(sha256).read();
        if (known.isPresent()) {
            return new String(known.get(), StandardCharsets.US_ASCII);
        }
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("event", eventId);
        says.put("length", lengthBytes);
        says.put("boot_epoch", bootEpoch);
        Entry entry = Entry.after(Entry.Domain.VEHICLE, state.head(), vehicleId, state.sequence() + 1, says, sha256);
        String seal;
        try {
            seal = signed(entry);
        } catch (GeneralSecurityException | IOException e) {
            LOG.log(Level.WARNING, () -> "A recording goes without a seal vehicleId=" + vehicleId, e);
            return "";
        }
        State next = new State(entry.sequence(), entry.hash(), sha256, seal);
        stateFile.write(next.bytes());
        state = next;
        seal(sha256).write(seal.getBytes(StandardCharsets.US_ASCII));
        return seal;
    }

    private String signed(Entry entry) throws IOException, GeneralSecurityException {
        Signer signer = identity.find();
        StringBuilder certificates = new StringBuilder();
        for (X509Certificate certificate : signer.chain()) {
            certificates.append(Signatures.pem(certificate));
        }
        String signature = Base64.getEncoder().encodeToString(Signatures.sign(signer.key(), entry.text()));
        return String.join(
                ",",
                pair("custody_entry", entry.text()),
                pair("custody_signature", signature),
                pair("custody_certificates", certificates.toString()));
    }

    private static String pair(String key, String value) {
        return key + " " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The fleet has the recording: its seal is no more needed here. */
    public synchronized void sent(String sha256) throws IOException {
        if (state.sha256().equals(sha256)) {
            State next = new State(state.sequence(), state.head(), "", "");
            stateFile.write(next.bytes());
            state = next;
        }
        seal(sha256).delete();
    }
}
