package robotaxi.onboard.update;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import robotaxi.onboard.json.CanonicalJson;

/** A small TUF repository with keys of its own, honest until told otherwise. */
final class TufRepository implements MetadataSource {
    private final String expires;
    private final Map<String, byte[]> files = new HashMap<>();
    private final KeyPair rootKey = key();
    private final KeyPair targetsOne = key();
    private final KeyPair targetsTwo = key();
    private KeyPair online = key();
    private long rootVersion = 1;
    private final byte[] firstRoot;

    TufRepository(Instant expires) {
        this.expires = expires.toString();
        firstRoot = envelope(root(), List.of(rootKey));
        files.put("1.root.json", firstRoot);
        publish(1);
    }

    byte[] pinnedRoot() {
        return firstRoot;
    }

    void publish(long version) {
        byte[] targets = envelope(targets(version), List.of(targetsOne, targetsTwo));
        byte[] snapshot = envelope(listing("snapshot", version, "targets.json", targets), List.of(online));
        byte[] timestamp = envelope(listing("timestamp", version, "snapshot.json", snapshot), List.of(online));
        files.put(version + ".targets.json", targets);
        files.put(version + ".snapshot.json", snapshot);
        files.put("timestamp.json", timestamp);
    }

    byte[] oldTargets() {
        return files.get("1.targets.json");
    }

    void serveInstead(String name, byte[] bytes) {
        files.put(name, bytes);
    }

    void tamper(String name, String from, String to) {
        String text = new String(files.get(name), StandardCharsets.UTF_8);
        files.put(name, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    void signTimestampWithForeignKey() {
        files.put(
                "timestamp.json",
                envelope(listing("timestamp", 1, "snapshot.json", files.get("1.snapshot.json")), List.of(key())));
    }

    void signTimestampWithoutList() {
        files.put("timestamp.json", envelope(signed("timestamp", 1), List.of(online)));
    }

    void signTargetsTwiceWithOneKey() {
        byte[] targets = envelope(targets(1), List.of(targetsOne, targetsOne));
        byte[] snapshot = envelope(listing("snapshot", 1, "targets.json", targets), List.of(online));
        files.put("1.targets.json", targets);
        files.put("1.snapshot.json", snapshot);
        files.put("timestamp.json", envelope(listing("timestamp", 1, "snapshot.json", snapshot), List.of(online)));
    }

    void rotateRootWithoutOldSignature() {
        rootVersion = 2;
        files.put("2.root.json", envelope(root(), List.of(key())));
    }

    void rotateRoot() {
        rootVersion = 2;
        online = key();
        files.put("2.root.json", envelope(root(), List.of(rootKey)));
    }

    @Override
    public Optional<byte[]> fetch(String name, long maxBytes) {
        return Optional.ofNullable(files.get(name));
    }

    private Map<String, Object> signed(String type, long version) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("_type", type);
        out.put("spec_version", "1.0.31");
        out.put("version", version);
        out.put("expires", expires);
        return out;
    }

    private Map<String, Object> root() {
        Map<String, Object> out = signed("root", rootVersion);
        Map<String, Object> keys = new LinkedHashMap<>();
        for (KeyPair pair : List.of(rootKey, targetsOne, targetsTwo, online)) {
            keys.put(keyId(pair), keyObject(pair));
        }
        out.put("consistent_snapshot", true);
        out.put("keys", keys);
        out.put(
                "roles",
                Map.of(
                        "root", role(1, rootKey),
                        "targets", role(2, targetsOne, targetsTwo),
                        "snapshot", role(1, online),
                        "timestamp", role(1, online)));
        return out;
    }

    private static Map<String, Object> role(long threshold, KeyPair... pairs) {
        return Map.of(
                "threshold",
                threshold,
                "keyids",
                Arrays.stream(pairs).map(TufRepository::keyId).toList());
    }

    private Map<String, Object> targets(long version) {
        Map<String, Object> out = signed("targets", version);
        out.put(
                "targets",
                Map.of(
                        "models/city-reflex/1.1.0/sim-cpu.zip",
                        Map.of("length", 42L, "hashes", Map.of("sha256", "ab".repeat(32)))));
        return out;
    }

    private Map<String, Object> listing(String type, long version, String name, byte[] file) {
        Map<String, Object> out = signed(type, version);
        out.put(
                "meta",
                Map.of(
                        name,
                        Map.of(
                                "version",
                                version,
                                "length",
                                (long) file.length,
                                "hashes",
                                Map.of("sha256", sha(file)))));
        return out;
    }

    private static byte[] envelope(Map<String, Object> signed, List<KeyPair> signers) {
        List<Object> signatures = new ArrayList<>();
        byte[] message = CanonicalJson.encode(signed);
        for (KeyPair signer : signers) {
            signatures.add(Map.of("keyid", keyId(signer), "sig", sign(signer, message)));
        }
        return CanonicalJson.encode(Map.of("signed", signed, "signatures", signatures));
    }

    private static Map<String, Object> keyObject(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return Map.of(
                "keytype",
                "ed25519",
                "scheme",
                "ed25519",
                "keyval",
                Map.of("public", HexFormat.of().formatHex(raw)));
    }

    private static String keyId(KeyPair pair) {
        return sha(CanonicalJson.encode(keyObject(pair)));
    }

    private static KeyPair key() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(KeyPair pair, byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
