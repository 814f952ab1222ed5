package robotaxi.ota.trust.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import robotaxi.ota.trust.MetadataFiles;
import robotaxi.ota.trust.MetadataRepository;
import robotaxi.ota.trust.OnlineLifetimes;

/** Builds the metadata repository. */
class TrustWiring {
    @Produces
    @Singleton
    OnlineLifetimes lifetimes(TrustConfig config) {
        return new OnlineLifetimes(config.timestampLifetime(), config.snapshotLifetime(), config.targetsLifetime());
    }

    @Produces
    @Singleton
    MetadataRepository repository(
            MetadataFiles files, TrustConfig config, OnlineLifetimes lifetimes, InstantSource clock) {
        return new MetadataRepository(
                files,
                KeyFiles.read(config.snapshotKeyFile()),
                KeyFiles.read(config.timestampKeyFile()),
                lifetimes,
                clock);
    }
}
