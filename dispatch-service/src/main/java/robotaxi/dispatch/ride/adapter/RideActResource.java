package robotaxi.dispatch.ride.adapter;

import io.quarkus.security.identity.SecurityIdentity;
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
import robotaxi.dispatch.ride.RideState;
import robotaxi.dispatch.ride.adapter.RideDecisions.Wish;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** What a rider may do about a ride under way, and an operator for them. Each answers with the ride as it is afterwards. */
@Path("/v1/rides")
public class RideActResource {
    private final RideDecisions decisions;
    private final SecurityIdentity identity;

    @Inject
    RideActResource(RideDecisions decisions, SecurityIdentity identity) {
        this.decisions = decisions;
        this.identity = identity;
    }

    /** The PIN of the ride. */
    public record UnlockRequest(@Nullable String pin) {}

    /** Why. */
    public record ReasonRequest(@Nullable String reason) {
        String orElse(String otherwise) {
            return reason == null || reason.isBlank() ? otherwise : reason;
        }
    }

    /** How the car shall make itself known; both if nothing is said. */
    public record SignalRequest(
            @Nullable Boolean honk, @Nullable Boolean flash) {}

    /** The rider stands at the door, at the pick-up or back at a stop, and gives the PIN. */
    @POST
    @Path("/{id}/unlock")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response unlock(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable UnlockRequest request) {
        String pin = request == null ? null : request.pin();
        if (pin == null) {
            throw new FleetException(RideError.BAD_REQUEST, "pin is needed");
        }
        return decisions.move(
                new Wish(id, "unlock", headers, request),
                (desk, ride) -> desk.riders().unlock(ride, pin));
    }

    /** The car that waits honks, flashes, or both, so that the rider finds it. */
    @POST
    @Path("/{id}/signal")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response signal(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable SignalRequest request) {
        boolean honk = request == null || !Boolean.FALSE.equals(request.honk());
        boolean flash = request == null || !Boolean.FALSE.equals(request.flash());
        if (!honk && !flash) {
            throw new FleetException(RideError.BAD_REQUEST, "honk or flash");
        }
        return decisions.move(
                new Wish(id, "signal", headers, request),
                (desk, ride) -> desk.riders().signal(ride, honk, flash));
    }

    /** The rider is seated and wants to go. */
    @POST
    @Path("/{id}/start")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response start(@PathParam("id") String id, @BeanParam CallHeaders headers) {
        return decisions.move(
                new Wish(id, "start", headers, null),
                (desk, ride) -> desk.riders().start(ride));
    }

    /** The rider, back in the car, wants to go on. */
    @POST
    @Path("/{id}/resume")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR})
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response resume(@PathParam("id") String id, @BeanParam CallHeaders headers) {
        return decisions.move(
                new Wish(id, "resume", headers, null),
                (desk, ride) -> desk.riders().resume(ride));
    }

    /** The car is kept at the stop, at a price for each begun minute. */
    @POST
    @Path("/{id}/hold")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response hold(@PathParam("id") String id, @BeanParam CallHeaders headers) {
        return decisions.move(
                new Wish(id, "hold", headers, null),
                (desk, ride) -> desk.riders().hold(ride));
    }

    /** The rider wants out: the car stops at the next place where it can. */
    @POST
    @Path("/{id}/pull-over")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response pullOver(@PathParam("id") String id, @BeanParam CallHeaders headers) {
        return decisions.move(
                new Wish(id, "pull-over", headers, null),
                (desk, ride) -> desk.riders().pullOver(ride));
    }

    /** The car stops in its lane at once, and stands until somebody says that the ride goes on. */
    @POST
    @Path("/{id}/emergency-stop")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response emergencyStop(@PathParam("id") String id, @BeanParam CallHeaders headers) {
        return decisions.move(
                new Wish(id, "emergency-stop", headers, null),
                (desk, ride) -> desk.riders().emergencyStop(ride));
    }

    /** The rider gets out for good where the car stands. */
    @POST
    @Path("/{id}/end")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER})
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response end(@PathParam("id") String id, @BeanParam CallHeaders headers) {
        return decisions.move(
                new Wish(id, "end", headers, null),
                (desk, ride) -> desk.riders().end(ride));
    }

    /** The rider, or an operator, gives the ride up; an operator says why. */
    @POST
    @Path("/{id}/cancel")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR})
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response cancel(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable ReasonRequest request) {
        var wish = new Wish(id, "cancel", headers, request);
        if (Viewer.of(identity).isOperator()) {
            String reason = RideError.BAD_REQUEST.needed(request == null ? null : request.reason(), "reason");
            return decisions.moveForReason(
                    wish,
                    reason,
                    (desk, ride) -> desk.riders().cancel(ride, RideState.CANCELLED_OPERATOR, "operator", reason));
        }
        String reason = request == null ? "no reason given" : request.orElse("no reason given");
        return decisions.move(
                wish, (desk, ride) -> desk.riders().cancel(ride, RideState.CANCELLED_RIDER, "rider", reason));
    }

    /** An operator sends another car: to the rider, or to where this one stands with the rider. */
    @POST
    @Path("/{id}/replace-vehicle")
    @RolesAllowed(Roles.OPERATOR)
    @APIResponseSchema(value = RideJson.class, responseCode = "200")
    public Response replaceVehicle(
            @PathParam("id") String id, @BeanParam CallHeaders headers, @Nullable ReasonRequest request) {
        String reason = RideError.BAD_REQUEST.needed(request == null ? null : request.reason(), "reason");
        return decisions.moveForReason(
                new Wish(id, "replace-vehicle", headers, request),
                reason,
                (desk, ride) -> desk.riders().replaceVehicle(ride, reason));
    }
}
