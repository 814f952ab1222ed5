package robotaxi.ota.release.adapter;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.release.Manifest;
import robotaxi.ota.release.Release;
import robotaxi.ota.release.ReleaseId;
import robotaxi.ota.trust.TargetFile;

/** A release as PostgreSQL keeps it. */
@Entity
@Table(name = "release")
@SuppressWarnings("NullAway.Init")
class ReleaseRow {
    @Id
    String id;

    String name;
    String version;
    String state;
    String[] targetPaths;
    String[] targetHashes;
    Long[] targetLengths;

    @Nullable
    String modelCard;

    @Nullable
    String notes;

    @Nullable
    String manifest;

    String[] calibrationIds;
    String[] marketIds;
    String[] mapIds;
    String[] operatingAreaIds;

    @Nullable
    String leastAgent;

    @Nullable
    Instant generalSince;

    @Nullable
    Instant drivingStoppedAt;

    Instant createdAt;
    String createdBy;

    static ReleaseRow of(Release.Signed release) {
        Release.Content content = release.content();
        ReleaseRow row = new ReleaseRow();
        row.id = content.id().value();
        row.name = content.id().name();
        row.version = content.id().version();
        row.state = release.state();
        row.targetPaths = content.targetPaths().toArray(new String[0]);
        row.targetHashes = release.files().stream().map(TargetFile::sha256).toArray(String[]::new);
        row.targetLengths =
                release.files().stream().map(TargetFile::lengthBytes).toArray(Long[]::new);
        row.modelCard = content.modelCard();
        row.notes = content.notes();
        Manifest manifest = release.manifest();
        row.manifest = manifest == null ? null : ManifestJson.write(manifest);
        row.calibrationIds = manifest == null
                ? new String[0]
                : manifest.compatibility().calibrations().toArray(new String[0]);
        row.marketIds = manifest == null
                ? new String[0]
                : manifest.compatibility().markets().toArray(new String[0]);
        row.mapIds = manifest == null
                ? new String[0]
                : manifest.compatibility().maps().toArray(new String[0]);
        row.operatingAreaIds = manifest == null
                ? new String[0]
                : manifest.compatibility().operatingAreas().toArray(new String[0]);
        row.leastAgent = manifest == null ? null : manifest.compatibility().leastAgent();
        row.createdAt = content.createdAt();
        row.createdBy = content.createdBy();
        return row;
    }

    void moveTo(Release release) {
        state = release.state();
        if (release instanceof Release.Signed signed) {
            generalSince = signed.generalSince();
        }
        if (release instanceof Release.Revoked revoked) {
            drivingStoppedAt = revoked.drivingStoppedAt();
        }
    }

    Release toRelease() {
        var content = new Release.Content(
                new ReleaseId(name, version), List.of(targetPaths), modelCard, notes, createdAt, createdBy);
        return switch (state) {
            case "revoked" -> new Release.Revoked(content, manifest(), drivingStoppedAt);
            default ->
                new Release.Signed(
                        content,
                        files(),
                        manifest(),
                        Release.Reach.valueOf(state.toUpperCase(Locale.ROOT)),
                        generalSince);
        };
    }

    private @Nullable Manifest manifest() {
        return manifest == null ? null : ManifestJson.read(manifest);
    }

    private List<TargetFile> files() {
        return IntStream.range(0, targetHashes.length)
                .mapToObj(i -> new TargetFile(targetPaths[i], targetLengths[i], targetHashes[i]))
                .toList();
    }
}
