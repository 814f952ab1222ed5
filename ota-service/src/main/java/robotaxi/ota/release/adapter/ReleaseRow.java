package robotaxi.ota.release.adapter;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.release.Release;
import robotaxi.ota.release.ReleaseId;

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

    @Nullable
    String modelCard;

    @Nullable
    String notes;

    Instant createdAt;
    String createdBy;

    static ReleaseRow of(Release release) {
        Release.Content content = release.content();
        ReleaseRow row = new ReleaseRow();
        row.id = content.id().value();
        row.name = content.id().name();
        row.version = content.id().version();
        row.state = release.state();
        row.targetPaths = content.targetPaths().toArray(new String[0]);
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
            case "signed" -> new Release.Signed(content);
            case "revoked" -> new Release.Revoked(content);
            default -> throw new IllegalStateException("no such state of a release: " + state);
        };
    }
}
