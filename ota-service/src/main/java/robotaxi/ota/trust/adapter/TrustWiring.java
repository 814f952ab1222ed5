package robotaxi.ota.trust.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import robotaxi.ota.trust.MetadataFiles;
import robotaxi.ota.trust.MetadataRepository;
import robotaxi.ota.trust.OnlineLifetimes;
import robotaxi.ota.trust.SigningKey;

/** Builds the metadata repository. */
class TrustWiring {
    @Produces
    @Singleton
    MetadataRepository repository(MetadataFiles files, TrustConfig config, InstantSource clock) {
        return new MetadataRepository(
                files,
                key(config.snapshotKeyFile()),
                key(config.timestampKeyFile()),
                new OnlineLifetimes(config.timestampLifetime(), config.snapshotLifetime()),
                clock);
    }

    private static SigningKey key(Path file) {
        try {
            return SigningKey.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The key file cannot be read: " + file, e);
        }
    }
}
