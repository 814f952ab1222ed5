package robotaxi.ota.release;

import java.util.Map;
import java.util.function.Supplier;
import robotaxi.kit.problem.FleetException;
import robotaxi.ota.artifact.Artifacts;
import robotaxi.ota.artifact.ContentHash;
import robotaxi.ota.artifact.DeviceDigests;
import robotaxi.ota.trust.TargetFile;

/** Turns what was put together into a release, or says what is missing. */
public final class PublishReleases {
    private final Releases releases;
    private final Supplier<Map<String, TargetFile>> trusted;
    private final Artifacts artifacts;
    private final DeviceDigests digests;

    /**
     * Publishes into the store.
     *
     * @param trusted the files that published targets list, by path
     */
    public PublishReleases(
            Releases releases, Supplier<Map<String, TargetFile>> trusted, Artifacts artifacts, DeviceDigests digests) {
        this.releases = releases;
        this.trusted = trusted;
        this.artifacts = artifacts;
        this.digests = digests;
    }

    /** Waits, outside of any transaction, until its files can be offered to devices of every kind. */
    public void awaitFiles(Release.Draft draft) {
        Map<String, TargetFile> listed = trusted.get();
        for (String path : draft.content().targetPaths()) {
            TargetFile file = listed.get(path);
            if (file != null) {
                digests.await(new ContentHash(file.sha256()));
            }
        }
    }

    /** Signs and keeps it; nothing is kept of one that is not complete. */
    public Release.Signing handle(Release.Draft draft) {
        Release.Signing answer = draft.sign(trusted.get(), artifacts);
        if (answer instanceof Release.Signed signed && !releases.add(signed)) {
            ReleaseId id = draft.content().id();
            String state = releases.find(id).map(Release::state).orElse("signed");
            throw new FleetException(ReleaseError.ALREADY_EXISTS, id.value(), state, null);
        }
        return answer;
    }
}
