package robotaxi.ota.record.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import robotaxi.kit.problem.Category;
import robotaxi.kit.problem.ErrorCode;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;
import robotaxi.ota.record.VehicleRecord;

/** A car's register, for whoever must prove what it ran and why. */
@Path("/v1/vehicles/{id}/record")
class VehicleRecordResource {
    static final ErrorCode UNKNOWN =
            new ErrorCode("vehicle.unknown", Category.UNKNOWN, "The update service knows no such vehicle");
    private static final int MOST_UPDATES = 1_000;

    private final PostgresVehicleRecords records;

    @Inject
    VehicleRecordResource(PostgresVehicleRecords records) {
        this.records = records;
    }

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Transactional
    public VehicleRecord get(@PathParam("id") String id, @QueryParam("limit") @DefaultValue("50") int limit) {
        return records.find(id, Math.clamp(limit, 1, MOST_UPDATES)).orElseThrow(() -> new FleetException(UNKNOWN, id));
    }
}
