package robotaxi.ota.record.adapter;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;
import robotaxi.ota.record.VehicleRecord;

/** The proof of a car: what it ran, and how each of its updates went. */
@Path("/v1/vehicles/{id}/export.{form:jsonl|csv}")
class VehicleExportResource {
    private final PostgresVehicleRecords vehicleRecords;
    private final Exports exports;

    @Inject
    VehicleExportResource(PostgresVehicleRecords vehicleRecords, Exports exports) {
        this.vehicleRecords = vehicleRecords;
        this.exports = exports;
    }

    @GET
    @RolesAllowed({Roles.RELEASE_MANAGER, Roles.SAFETY, Roles.AUDITOR})
    public Response get(@PathParam("id") String id, @PathParam("form") String form) {
        VehicleRecord found = vehicle(id);
        return form.equals("csv") ? csv(id, found) : json(id, found);
    }

    private Response json(String id, VehicleRecord found) {
        return exports.stream("vehicle", id, Exports.Form.JSONL, export -> {
            Map<String, Object> head = exports.head("vehicle", id);
            head.put("hardwareId", found.hardwareId());
            export.json("export", head);
            for (VehicleRecord.Run run : found.runs()) {
                export.json("run", run);
            }
            for (VehicleRecord.Update update : found.updates()) {
                export.json("update", update);
            }
        });
    }

    private Response csv(String id, VehicleRecord found) {
        return exports.stream("vehicle", id, Exports.Form.CSV, export -> {
            export.csv(
                    "vehicleId",
                    "what",
                    "releaseId",
                    "at",
                    "until",
                    "state",
                    "code",
                    "detail",
                    "rolloutId",
                    "replaced",
                    "rxswin",
                    "startedBy",
                    "approvedBy",
                    "evidence");
            for (VehicleRecord.Run run : found.runs()) {
                export.csv(id, "run", run.releaseId(), run.since(), run.until(), "", "", "", "", "", "", "", "", "");
            }
            for (VehicleRecord.Update update : found.updates()) {
                for (VehicleRecord.Step step : update.steps()) {
                    export.csv(
                            id,
                            "step",
                            update.releaseId(),
                            step.at(),
                            "",
                            step.state(),
                            step.code(),
                            step.detail(),
                            update.rolloutId(),
                            update.replaced(),
                            update.rxswin(),
                            update.startedBy(),
                            update.approvedBy(),
                            update.evidence().stream()
                                    .map(VehicleRecord.Shown::evidenceId)
                                    .toList());
                }
            }
        });
    }

    private VehicleRecord vehicle(String id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> vehicleRecords.find(id, Integer.MAX_VALUE))
                .orElseThrow(() -> new FleetException(VehicleRecordResource.UNKNOWN, id));
    }
}
