package robotaxi.ota.release.adapter;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
        row.createdAt = content.createdAt();
        row.createdBy = content.createdBy();
        return row;
    }

    void moveTo(String newState) {
        state = newState;
    }

    Release toRelease() {
        var content = new Release.Content(
                new ReleaseId(name, version), List.of(targetPaths), modelCard, notes, createdAt, createdBy);
        return switch (state) {
            case "signed" -> new Release.Signed(content, files());
            case "revoked" -> new Release.Revoked(content);
            default -> throw new IllegalStateException("no such state of a release: " + state);
        };
    }

    private List<TargetFile> files() {
        return IntStream.range(0, targetHashes.length)
                .mapToObj(i -> new TargetFile(targetPaths[i], targetLengths[i], targetHashes[i]))
                .toList();
    }
}
