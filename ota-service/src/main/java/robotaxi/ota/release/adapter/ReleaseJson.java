package robotaxi.ota.release.adapter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.release.Manifest;
import robotaxi.ota.release.Release;

/** Releases on the wire. */
final class ReleaseJson {
    private ReleaseJson() {}

    /** What the pipeline sends. */
    public record Wanted(
            @Nullable String name,
            @Nullable String version,
            @Nullable List<String> targetPaths,
            @Nullable String modelCard,
            @Nullable String notes) {}

    /** One release. */
    public record View(
            String releaseId,
            String name,
            String version,
            String state,
            List<String> targetPaths,
            @Nullable String modelCard,
            @Nullable String notes,
            @Nullable Manifest manifest,
            @Nullable Instant generalSince,
            @Nullable Instant drivingStoppedAt,
            Instant createdAt,
            String createdBy) {
        static View of(Release release) {
            Release.Content content = release.content();
            return new View(
                    content.id().value(),
                    content.id().name(),
                    content.id().version(),
                    release.state(),
                    content.targetPaths(),
                    content.modelCard(),
                    content.notes(),
                    release.manifest(),
                    release instanceof Release.Signed signed ? signed.generalSince() : null,
                    release instanceof Release.Revoked revoked ? revoked.drivingStoppedAt() : null,
                    content.createdAt(),
                    content.createdBy());
        }
    }

    /** All of them. */
    public record Page(List<View> releases) {}

    /**
     * Why a release is revoked.
     *
     * @param rollBack whether cars that run it shall get back the one before
     * @param stopDriving whether cars that run it may not drive with it any more, from now on
     */
    public record Revocation(
            @Nullable String reason,
            @Nullable Boolean rollBack,
            @Nullable Boolean stopDriving) {}
}
