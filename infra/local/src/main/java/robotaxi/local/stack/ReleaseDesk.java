package robotaxi.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
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

    /** Publishes a model package as a release; answers the release's id. */
    public String publish(Path zip) {
        return publish(List.of(zip), null);
    }

    /**
     * Publishes the model packages of a release.
     *
     * @param zips packages with manifest.json, each for its hardware
     * @param signed file that says what else is signed of them, or null
     * @return the release id, {@code name@version}
     */
    public String publish(List<Path> zips, @Nullable Path signed) {
        JsonNode manifest = manifest(zips.getFirst());
        String name = manifest.path("name").asText();
        String version = manifest.path("version").asText();
        String token = token();
        String ota = ports.url("ota");
        ReleaseManifest custom = signed == null ? null : ReleaseManifest.read(signed);
        List<TargetFile> files = new ArrayList<>();
        for (Path zip : zips) {
            JsonNode own = manifest(zip);
            if (!own.path("name").asText().equals(name)
                    || !own.path("version").asText().equals(version)) {
                throw new StackException(zip + " is of another release than " + name + "@" + version);
            }
            String hardware = own.path("hardware").path(0).asText("sim-cpu");
            String target = "models/" + name + "/" + version + "/" + hardware + ".zip";
            TargetFile file = target(
                    target, zip, custom == null ? ofItself(zip, own, hardware) : custom.of(name, version, hardware));
            new ResumableUpload(ota, this::token).send(zip, file.sha256());
            files.add(file);
        }
        publishTargets(files, token);
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
                        files.stream().map(TargetFile::path).toList(),
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

    /** Adds files to the list that is already signed; the list is kept beside the offline keys. */
    private void publishTargets(List<TargetFile> added, String token) {
        ReleaseKeys keys = ReleaseKeys.in(folder.folder("tuf"));
        Path list = folder.file("tuf/offline/targets.signed.json");
        try {
            Optional<SignedMetadata> before = Files.exists(list)
                    ? Optional.of(SignedMetadata.parse(TufRole.TARGETS, Files.readAllBytes(list)))
                    : Optional.empty();
            Map<String, TargetFile> listed = before.map(TargetFile::listedIn).orElse(Map.of());
            if (added.stream().allMatch(file -> isListed(file, listed.get(file.path())))) {
                return;
            }
            byte[] draft = Ceremony.beginTargets(
                    before,
                    added,
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

    /** What the package itself gives to be signed, so that only cars with its cameras are chosen. */
    private @Nullable ObjectNode ofItself(Path zip, JsonNode manifest, String hardware) {
        return PackageManifest.namesCameras(manifest)
                ? PackageManifest.of(
                        manifest,
                        new String(member(zip, "card.md"), StandardCharsets.UTF_8),
                        hardware,
                        Artifacts.runtimeVersion(folder))
                : null;
    }

    private static JsonNode manifest(Path zip) {
        try {
            return JSON.readTree(member(zip, "manifest.json"));
        } catch (IOException e) {
            throw new StackException(zip + " has an unreadable manifest.json: " + e.getMessage(), e);
        }
    }

    private static byte[] member(Path zip, String name) {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            var entry = archive.getEntry(name);
            if (entry == null) {
                throw new StackException(zip + " holds no " + name + ": it is no model package");
            }
            try (InputStream content = archive.getInputStream(entry)) {
                return content.readAllBytes();
            }
        } catch (IOException e) {
            throw new StackException(zip + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Apart from the counter, which the list itself gives. */
    private static boolean isListed(TargetFile file, @Nullable TargetFile known) {
        return known != null
                && known.sha256().equals(file.sha256())
                && Objects.equals(known.manifest(), file.manifest());
    }

    /** A package as targets list it: its last name says what hardware it is for. */
    public static TargetFile target(String path, Path zip) {
        return target(path, zip, null);
    }

    private static TargetFile target(String path, Path zip, @Nullable ObjectNode manifest) {
        String hardwareId = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\..*$", "");
        try (InputStream content = Files.newInputStream(zip)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return new TargetFile(
                    path, Files.size(zip), HexFormat.of().formatHex(digest.digest()), List.of(hardwareId), 0, manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
