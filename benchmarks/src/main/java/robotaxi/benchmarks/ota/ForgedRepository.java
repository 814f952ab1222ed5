package robotaxi.benchmarks.ota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import robotaxi.onboard.update.MetadataSource;
import robotaxi.ota.trust.MetadataAuthor;
import robotaxi.ota.trust.RoleKeys;
import robotaxi.ota.trust.SignedDocument;
import robotaxi.ota.trust.SignedMetadata;
import robotaxi.ota.trust.SigningKey;
import robotaxi.ota.trust.TargetFile;
import robotaxi.ota.trust.TufRole;

/** A repository signed as the update service's is, whose files an attacker may replace; some attackers hold some of its keys. */
public final class ForgedRepository implements MetadataSource {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final Instant EXPIRES = NOW.plus(Duration.ofDays(1));
    static final String PATH = "models/city-reflex/1.1.0/sim-cpu.zip";
    static final String HONEST_SHA256 = "ab".repeat(32);
    static final String EVIL_SHA256 = "ee".repeat(32);
    static final long PUBLISHED = 5;

    private static final ObjectMapper JSON = new ObjectMapper();

    final SigningKey rootKey = SigningKey.generate();
    final SigningKey targetsOne = SigningKey.generate();
    final SigningKey targetsTwo = SigningKey.generate();
    final SigningKey snapshotKey = SigningKey.generate();
    final SigningKey timestampKey = SigningKey.generate();
    final SigningKey foreign = SigningKey.generate();
    private final byte[] firstRoot = root(1, timestampKey, rootKey);
    private final Map<String, byte[]> files = new HashMap<>();
    private long newest;

    byte[] firstRoot() {
        return firstRoot.clone();
    }

    byte[] root(long version, SigningKey timestamp, SigningKey... signers) {
        return MetadataAuthor.root(
                version,
                EXPIRES,
                Map.of(
                        TufRole.ROOT, RoleKeys.of(1, rootKey.publicKey()),
                        TufRole.TARGETS, RoleKeys.of(2, targetsOne.publicKey(), targetsTwo.publicKey()),
                        TufRole.SNAPSHOT, RoleKeys.of(1, snapshotKey.publicKey()),
                        TufRole.TIMESTAMP, RoleKeys.of(1, timestamp.publicKey())),
                signers);
    }

    /** Publishes all of a version honestly. */
    void publish(long version) {
        newest = Math.max(newest, version);
        chain(version, EXPIRES, targets(version, HONEST_SHA256, targetsOne, targetsTwo));
    }

    /** An honest owner again: everything anew, one version on. */
    void heal() {
        files.keySet().removeIf(name -> name.endsWith(".root.json"));
        publish(newest + 1);
    }

    byte[] targets(long version, String sha256, SigningKey... signers) {
        return MetadataAuthor.targets(version, EXPIRES, List.of(new TargetFile(PATH, 42, sha256)), signers);
    }

    /** Snapshot and timestamp over these targets, with the online keys: what a thief of those can do. */
    void chain(long version, Instant expires, byte[] targets) {
        byte[] snapshot =
                MetadataAuthor.snapshot(version, expires, SignedMetadata.parse(TufRole.TARGETS, targets), snapshotKey);
        put(version + ".targets.json", targets);
        timestamp(version, expires, snapshot, timestampKey);
    }

    /** A timestamp over this snapshot. */
    void timestamp(long version, Instant expires, byte[] snapshot, SigningKey key) {
        SignedMetadata parsed = SignedMetadata.parse(TufRole.SNAPSHOT, snapshot);
        put(parsed.version() + ".snapshot.json", snapshot);
        put("timestamp.json", MetadataAuthor.timestamp(version, expires, parsed, key));
    }

    void put(String name, byte[] bytes) {
        files.put(name, bytes);
    }

    void remove(String name) {
        files.remove(name);
    }

    byte[] file(String name) {
        return Optional.ofNullable(files.get(name)).orElseThrow();
    }

    /** Replaces text in a file as it lies, signatures and all. */
    void tamper(String name, String from, String to) {
        String text = new String(file(name), StandardCharsets.UTF_8);
        if (!text.contains(from)) {
            throw new IllegalStateException(name + " does not say " + from);
        }
        put(name, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    /** Changes what is signed, and signs it again with a key. */
    void resign(String name, SigningKey key, Consumer<ObjectNode> change) {
        try {
            JsonNode signed = JSON.readTree(file(name)).path("signed");
            change.accept((ObjectNode) signed);
            put(name, SignedDocument.sign(signed, key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> fetch(String name, long maxBytes) {
        return Optional.ofNullable(files.get(name));
    }
}
