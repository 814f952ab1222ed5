package robotaxi.ota.fleet.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.security.Roles;
import robotaxi.ota.fleet.Fleet;
import robotaxi.ota.fleet.FleetVehicle;

/** Which cars run what. */
@Path("/v1/vehicles/releases")
class VehicleReleasesResource {
    private final Fleet fleet;

    @Inject
    VehicleReleasesResource(Fleet fleet) {
        this.fleet = fleet;
    }

    /** One car. */
    public record View(
            String vehicleId,
            String hardwareId,
            boolean connected,
            @Nullable String releaseId,
            @Nullable Instant since) {
        static View of(FleetVehicle vehicle) {
            return new View(
                    vehicle.vehicleId(),
                    vehicle.hardwareId(),
                    vehicle.connected(),
                    vehicle.runningReleaseId(),
                    vehicle.runningSince());
        }
    }

    /** All cars. */
    public record Page(List<View> vehicles) {}

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    public Page list() {
        return new Page(fleet.list().stream().map(View::of).toList());
    }
}
