package robotaxi.ota.availability.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import robotaxi.ota.availability.Restrictions;
import robotaxi.ota.availability.TakeCars;
import robotaxi.ota.rollout.TakingCars;

/** Builds the use cases of availability. */
class AvailabilityWiring {
    @Produces
    @Singleton
    TakingCars takingCars(Restrictions restrictions, InstantSource clock) {
        return new TakeCars(restrictions, clock);
    }
}
