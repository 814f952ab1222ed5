package robotaxi.ota.record.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import robotaxi.kit.security.Roles;
import robotaxi.ota.record.Target;

/** Cars that do not run what they are meant to, and how far they are. */
@Path("/v1/vehicles/targets")
class TargetsResource {
    private final PostgresVehicleRecords records;

    @Inject
    TargetsResource(PostgresVehicleRecords records) {
        this.records = records;
    }

    /** All of them, by car. */
    public record Page(List<Target> targets) {}

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public Page list() {
        return new Page(records.targets());
    }
}
