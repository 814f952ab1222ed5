package robotaxi.ota.director.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import robotaxi.ota.director.Directions;
import robotaxi.ota.director.Director;
import robotaxi.ota.trust.OnlineLifetimes;
import robotaxi.ota.trust.adapter.KeyFiles;
import robotaxi.ota.trust.adapter.TrustConfig;

/** Builds the director. */
class DirectorWiring {
    @Produces
    @Singleton
    Director director(Directions directions, TrustConfig config, OnlineLifetimes lifetimes, InstantSource clock) {
        return new Director(directions, KeyFiles.read(config.directorKeyFile()), lifetimes, clock);
    }
}
