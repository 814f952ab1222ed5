package robotaxi.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import robotaxi.local.identity.RealmPlan;
import robotaxi.local.identity.ReleaseKeys;
import robotaxi.local.identity.Secrets;
import robotaxi.ota.trust.Ceremony;
import robotaxi.ota.trust.SignedDocument;
import robotaxi.ota.trust.SignedMetadata;
import robotaxi.ota.trust.TargetFile;
import robotaxi.ota.trust.TrustedRoot;
import robotaxi.ota.trust.TufRole;

/** The release pipeline's last step: signs a model package with the offline keys and publishes it. */
public final class ReleaseDesk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TARGETS_DAYS = 31;

    private final StackFolder folder;
    private final Ports ports;
    private final Secrets secrets;

    /** A desk that works with the running stack. */
    public ReleaseDesk(StackFolder folder, Ports ports, Secrets secrets) {
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
    }

    /** The pipeline's token. */
    public String token() {
        return Http.token(
                ports.url("keycloak"),
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        RealmPlan.PIPELINE,
                        "client_secret",
                        secrets.get("client." + RealmPlan.PIPELINE)));
    }

    /** Publishes the first roots of both repositories, where the service has none yet. */
    void publishRoots(ReleaseKeys keys) {
        publishRoot("tuf", keys.root());
        publishRoot("director", keys.directorRoot());
    }

    private void publishRoot(String repository, Path root) {
        try {
            Http.Answer there = Http.send(
                    "PUT", ports.url("ota") + "/v1/" + repository + "/root", token(), Files.readAllBytes(root));
            if (there.status() >= 300 && there.status() != 409) {
                throw new StackException("the root of " + repository + " was refused: " + there.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Publishes a model package as a release.
     *
     * @param zip package with manifest.json
     * @return the release id, {@code name@version}
     */
    public String publish(Path zip) {
        JsonNode manifest = manifest(zip);
        String name = manifest.path("name").asText();
        String version = manifest.path("version").asText();
        String hardware = manifest.path("hardware").path(0).asText("sim-cpu");
        String target = "models/" + name + "/" + version + "/" + hardware + ".zip";
        String token = token();
        String ota = ports.url("ota");
        TargetFile file = target(target, zip);
        Http.upload(ota + "/v1/artifacts/" + file.sha256(), token, zip).orFail("the artifact");
        publishTargets(file, token);
        String releaseId = name + "@" + version;
        Http.Answer release = Http.send(
                "POST",
                ota + "/v1/releases",
                token,
                Map.of(
                        "name",
                        name,
                        "version",
                        version,
                        "targetPaths",
                        List.of(target),
                        "modelCard",
                        manifest.path("training").toString(),
                        "notes",
                        "Published by the local release desk"));
        if (release.status() != 409) {
            release.orFail("the release");
        }
        return releaseId;
    }

    /**
     * Prepares a rollout in waves.
     *
     * @param percents of the cars that each wave reaches with those before it, growing to 100
     * @return the rollout's id
     */
    public String prepare(String releaseId, List<Integer> percents) {
        var course = Map.of("wavePercents", percents, "driving", Map.of());
        return Http.send(
                        "POST",
                        ports.url("ota") + "/v1/rollouts",
                        token(),
                        Map.of(
                                "releaseId",
                                releaseId,
                                "course",
                                course,
                                "reason",
                                "Prepared by the local release desk"))
                .orFail("the rollout")
                .path("rolloutId")
                .asText();
    }

    /**
     * Signs what was shown of a release, and brings it to the update service.
     *
     * @param kind {@code simulation} or {@code shadow}
     * @param report what was measured
     */
    public void show(String releaseId, String kind, boolean passed, JsonNode report) {
        var document = JSON.createObjectNode()
                .put("release", releaseId)
                .put("kind", kind)
                .put("verdict", passed ? "pass" : "fail")
                .put("signedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        // As a text: what TUF signs knows no fractions.
        document.put("report", report.toString());
        byte[] signed = SignedDocument.sign(
                document, ReleaseKeys.in(folder.folder("tuf")).evidenceKey());
        Http.send("POST", ports.url("ota") + "/v1/releases/" + releaseId + "/evidence", token(), signed)
                .orFail("the evidence");
    }

    /** Adds a file to the list that is already signed; the list is kept beside the offline keys. */
    private void publishTargets(TargetFile file, String token) {
        ReleaseKeys keys = ReleaseKeys.in(folder.folder("tuf"));
        Path list = folder.file("tuf/offline/targets.signed.json");
        try {
            Optional<SignedMetadata> before = Files.exists(list)
                    ? Optional.of(SignedMetadata.parse(TufRole.TARGETS, Files.readAllBytes(list)))
                    : Optional.empty();
            boolean isListed = before.map(TargetFile::listedIn)
                    .map(files -> files.get(file.path()))
                    .filter(known -> known.sha256().equals(file.sha256()))
                    .isPresent();
            if (isListed) {
                return;
            }
            byte[] draft = Ceremony.beginTargets(
                    before,
                    List.of(file),
                    Instant.now().plus(TARGETS_DAYS, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS));
            var root = TrustedRoot.first(Files.readAllBytes(keys.root()));
            byte[] signed = Ceremony.of(draft, Optional.of(root)).sign(keys.targetsKey());
            Http.send("PUT", ports.url("ota") + "/v1/tuf/targets", token, signed)
                    .orFail("the TUF targets");
            Files.write(list, signed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode manifest(Path zip) {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            var entry = archive.getEntry("manifest.json");
            if (entry == null) {
                throw new StackException(zip + " holds no manifest.json: it is no model package");
            }
            try (InputStream content = archive.getInputStream(entry)) {
                return JSON.readTree(content);
            }
        } catch (IOException e) {
            throw new StackException(zip + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A package as targets list it: its last name says what hardware it is for. */
    public static TargetFile target(String path, Path zip) {
        String hardwareId = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\..*$", "");
        try (InputStream content = Files.newInputStream(zip)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return new TargetFile(
                    path, Files.size(zip), HexFormat.of().formatHex(digest.digest()), List.of(hardwareId), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
