package robotaxi.benchmarks.evidence;

import java.time.Instant;
import java.util.Optional;

/** A move of a ride, as its history keeps it; states in kebab case. */
public record RideStep(
        String rideId, long version, String fromState, String toState, Optional<String> vehicleId, Instant time) {}
