package robotaxi.ota;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.trust.MetadataAuthor;
import robotaxi.ota.trust.RoleKeys;
import robotaxi.ota.trust.Sha256;
import robotaxi.ota.trust.SigningKey;
import robotaxi.ota.trust.TargetFile;
import robotaxi.ota.trust.TufRole;

/** Publishes signed releases over the service's own interfaces, one after the other. The caller must be a release manager. */
public final class TestReleases {
    private static final Duration VALIDITY = Duration.ofDays(30);

    private final SigningKey rootKey = SigningKey.generate();
    private final SigningKey targetsKey = SigningKey.generate();
    private final List<TargetFile> files = new ArrayList<>();
    private final Instant expiresAt = Instant.now().plus(VALIDITY);
    private final byte[] root;
    private int version;

    /** Publishes the root, with the online keys that the service has. */
    public TestReleases(SigningKey snapshotKey, SigningKey timestampKey) {
        root = MetadataAuthor.root(
                1,
                expiresAt,
                Map.of(
                        TufRole.ROOT, RoleKeys.of(1, rootKey.publicKey()),
                        TufRole.TARGETS, RoleKeys.of(1, targetsKey.publicKey()),
                        TufRole.SNAPSHOT, RoleKeys.of(1, snapshotKey.publicKey()),
                        TufRole.TIMESTAMP, RoleKeys.of(1, timestampKey.publicKey())),
                rootKey);
        put("root", root);
    }

    /** The root that was published: what clients pin. */
    public byte[] root() {
        return root.clone();
    }

    private static void put(String role, byte[] body) {
        given().contentType("application/json")
                .body(body)
                .put("/v1/tuf/" + role)
                .then()
                .statusCode(200);
    }

    /** Publishes one file as a release; answers the release's id. */
    public String publish(String name, String releaseVersion, String fileName, byte[] content) {
        return publish(name, releaseVersion, fileName, content, null);
    }

    /** The same with a manifest: what is signed of the file beside its hash. */
    public String publish(
            String name, String releaseVersion, String fileName, byte[] content, @Nullable ObjectNode manifest) {
        offer(name, releaseVersion, fileName, content, manifest).statusCode(201);
        return name + "@" + releaseVersion;
    }

    /** The same; answers what the service said of the release. */
    public ValidatableResponse offer(
            String name, String releaseVersion, String fileName, byte[] content, @Nullable ObjectNode manifest) {
        String path = "models/" + name + "/" + releaseVersion + "/" + fileName;
        String hash = Sha256.hex(content);
        files.add(new TargetFile(path, content.length, hash, List.of(), 0, manifest));
        put("targets", MetadataAuthor.targets(++version, expiresAt, files, targetsKey));
        given().contentType("application/octet-stream").body(content).put("/v1/artifacts/" + hash);
        return given().contentType("application/json")
                .body(Map.of("name", name, "version", releaseVersion, "targetPaths", List.of(path)))
                .post("/v1/releases")
                .then();
    }
}
