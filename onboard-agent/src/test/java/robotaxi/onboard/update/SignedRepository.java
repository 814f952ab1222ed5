package robotaxi.onboard.update;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import robotaxi.onboard.json.CanonicalJson;
import robotaxi.onboard.model.ModelManifest;

/** A repository whose targets say whatever a test wants, honestly signed with one key. */
public final class SignedRepository implements MetadataSource {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final KeyPair key = key();
    private final String expires;
    private long version;

    /** Signed until then. */
    public SignedRepository(Instant expires) {
        this.expires = expires.truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, Object> root = signed("root", 1);
        root.put("consistent_snapshot", true);
        root.put("keys", Map.of(keyId(), keyObject()));
        Map<String, Object> role = Map.of("threshold", 1L, "keyids", List.of(keyId()));
        root.put("roles", Map.of("root", role, "targets", role, "snapshot", role, "timestamp", role));
        files.put("1.root.json", envelope(root));
    }

    /** What is pinned. */
    public byte[] root() {
        return file("1.root.json").orElseThrow();
    }

    /** Publishes targets with these members. */
    public void publish(Map<String, Object> members) {
        version++;
        Map<String, Object> targets = signed("targets", version);
        targets.putAll(members);
        files.put(version + ".targets.json", envelope(targets));
        files.put(version + ".snapshot.json", listing("snapshot", "targets.json", version + ".targets.json"));
        files.put("timestamp.json", listing("timestamp", "snapshot.json", version + ".snapshot.json"));
    }

    private byte[] listing(String type, String name, String file) {
        byte[] bytes = file(file).orElseThrow();
        Map<String, Object> out = signed(type, version);
        out.put(
                "meta",
                Map.of(
                        name,
                        Map.of(
                                "version",
                                version,
                                "length",
                                (long) bytes.length,
                                "hashes",
                                Map.of("sha256", ModelManifest.sha256(bytes)))));
        return envelope(out);
    }

    /** A file as it is served. */
    public Optional<byte[]> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    @Override
    public Optional<byte[]> fetch(String name, long maxBytes) {
        return file(name);
    }

    private Map<String, Object> signed(String type, long ofVersion) {
        Map<String, Object> out = new HashMap<>();
        out.put("_type", type);
        out.put("spec_version", "1.0.31");
        out.put("version", ofVersion);
        out.put("expires", expires);
        return out;
    }

    private byte[] envelope(Map<String, Object> signed) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key.getPrivate());
            signature.update(CanonicalJson.encode(signed));
            String hex = HexFormat.of().formatHex(signature.sign());
            return CanonicalJson.encode(
                    Map.of("signed", signed, "signatures", List.of(Map.of("keyid", keyId(), "sig", hex))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> keyObject() {
        byte[] encoded = key.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return Map.of(
                "keytype",
                "ed25519",
                "scheme",
                "ed25519",
                "keyval",
                Map.of("public", HexFormat.of().formatHex(raw)));
    }

    private String keyId() {
        return ModelManifest.sha256(CanonicalJson.encode(keyObject()));
    }

    private static KeyPair key() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
