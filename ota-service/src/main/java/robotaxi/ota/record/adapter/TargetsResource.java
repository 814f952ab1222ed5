package robotaxi.ota.record.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import robotaxi.kit.security.Roles;
import robotaxi.ota.record.Obstacles;
import robotaxi.ota.record.Target;
import robotaxi.ota.rollout.TakingCars;

/** Cars that do not run what they are meant to, and how far they are. */
@Path("/v1/vehicles/targets")
class TargetsResource {
    private final PostgresVehicleRecords records;
    private final TakingCars taking;
    private final int leastChargePercent;

    @Inject
    TargetsResource(
            PostgresVehicleRecords records,
            TakingCars taking,
            @ConfigProperty(name = "ota.rollout.least-charge-percent", defaultValue = "20") int leastChargePercent) {
        this.records = records;
        this.taking = taking;
        this.leastChargePercent = leastChargePercent;
    }

    /** All of them, by car. */
    public record Page(List<Target> targets) {}

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public Page list() {
        return new Page(records.targets(new Obstacles(taking.room(false), leastChargePercent)));
    }
}
