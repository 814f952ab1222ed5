package robotaxi.incident.report;

import java.util.Optional;

/** Port: cars' vehicle identification numbers (ISO 3779), as the operator has registered them. */
public interface Vins {
    /** A car's; empty if nobody has said it. */
    Optional<String> find(String vehicleId);
}
