package robotaxi.ota.release.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import robotaxi.ota.artifact.Artifacts;
import robotaxi.ota.artifact.DeviceDigests;
import robotaxi.ota.release.MakeGeneral;
import robotaxi.ota.release.PublishReleases;
import robotaxi.ota.release.ReleaseEvents;
import robotaxi.ota.release.Releases;
import robotaxi.ota.trust.MetadataRepository;

/** Builds the use cases of releases. */
class ReleaseWiring {
    @Produces
    @Singleton
    MakeGeneral makeGeneral(Releases releases, ReleaseEvents events, InstantSource clock) {
        return new MakeGeneral(releases, events, clock);
    }

    @Produces
    @Singleton
    PublishReleases publishReleases(
            Releases releases, MetadataRepository repository, Artifacts artifacts, DeviceDigests digests) {
        return new PublishReleases(releases, repository::listedFiles, artifacts, digests);
    }
}
