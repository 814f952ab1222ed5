package robotaxi.dispatch.ride.adapter;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.api.adapter.CallHeaders;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.ride.adapter.RideDecisions.Wish;
import robotaxi.kit.security.Roles;

/** What operators do by hand; each act has a reason, which stands in the ride's history and in the audit log. */
@Path("/v1/rides")
public class RideHandResource {
    private final RideDecisions decisions;

    @Inject
    RideHandResource(RideDecisions decisions) {
        this.decisions = decisions;
    }

    /** This car shall come. */
    public record AssignRequest(
            @Nullable String vehicleId, @Nullable String reason) {}

    /** An operator sends a car of their choice to a rider who is not aboard; a car on its way is called back. */
    @POST
    @Path("/{id}/assign")
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response assign(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable AssignRequest request) {
        String vehicleId = RideError.BAD_REQUEST.needed(request == null ? null : request.vehicleId(), "vehicleId");
        String reason = RideError.BAD_REQUEST.needed(request == null ? null : request.reason(), "reason");
        return decisions.moveForReason(
                new Wish(id, "assign", headers, request),
                reason,
                (desk, ride) -> desk.operators().assign(ride, vehicleId, reason));
    }
}
