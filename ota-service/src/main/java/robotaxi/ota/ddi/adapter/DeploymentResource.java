package robotaxi.ota.ddi.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.ddi.AnswerDevices;
import robotaxi.ota.rollout.RolloutCar;
import robotaxi.ota.rollout.Rollouts;
import robotaxi.ota.rollout.VehicleState;

/** What a device shall install or has installed, and what it says of that. */
@Admitted
@Path("/{tenant}/controller/v1/{deviceId}")
@Produces({MediaType.APPLICATION_JSON, "application/hal+json"})
@Consumes({MediaType.APPLICATION_JSON, "application/hal+json"})
class DeploymentResource {
    private final DdiCaller caller;
    private final AnswerDevices answers;
    private final Deployments deployments;
    private final Rollouts rollouts;

    @Inject
    DeploymentResource(DdiCaller caller, AnswerDevices answers, Deployments deployments, Rollouts rollouts) {
        this.caller = caller;
        this.answers = answers;
        this.deployments = deployments;
        this.rollouts = rollouts;
    }

    @GET
    @Path("/deploymentBase/{actionId}")
    @PermitAll
    @Transactional
    public DdiJson.DeploymentBase get(
            @PathParam("actionId") int actionId, @QueryParam("actionHistory") @DefaultValue("0") int history) {
        String deviceId = caller.enter();
        return document(
                deviceId,
                answers.offer(deviceId, actionId)
                        .orElseThrow(() -> DdiException.unknown("no such update for this device now")),
                actionId,
                history);
    }

    @POST
    @Path("/deploymentBase/{actionId}/feedback")
    @PermitAll
    @Transactional
    public Response feedback(@PathParam("actionId") int actionId, @Nullable JsonNode body) {
        return Replies.of(answers.feedback(caller.enter(), actionId, DdiReader.feedback(body)));
    }

    @GET
    @Path("/installedBase/{actionId}")
    @PermitAll
    @Transactional
    public DdiJson.DeploymentBase installed(
            @PathParam("actionId") int actionId, @QueryParam("actionHistory") @DefaultValue("0") int history) {
        String deviceId = caller.enter();
        RolloutCar update = rollouts.lockAction(deviceId, actionId)
                .filter(known -> known.car().state() == VehicleState.COMMITTED)
                .orElseThrow(() -> DdiException.unknown("this device has not installed that"));
        return document(deviceId, update, actionId, history);
    }

    private DdiJson.DeploymentBase document(String deviceId, RolloutCar update, int actionId, int history) {
        return new DdiJson.DeploymentBase(
                String.valueOf(actionId),
                deployments.deployment(update, caller.links(deviceId)),
                deployments.history(update, actionId, history));
    }
}
