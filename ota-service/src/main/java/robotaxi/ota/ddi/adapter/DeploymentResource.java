package robotaxi.ota.ddi.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
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
import robotaxi.ota.ddi.Answer;
import robotaxi.ota.ddi.Feedback;
import robotaxi.ota.ddi.Word;
import robotaxi.ota.rollout.RolloutCar;
import robotaxi.ota.rollout.Rollouts;

/** What a device shall install or has installed, and what it says of that. */
@Admitted
@Path("/{tenant}/controller/v1/{deviceId}")
@Produces({MediaType.APPLICATION_JSON, "application/hal+json"})
@Consumes({MediaType.APPLICATION_JSON, "application/hal+json"})
class DeploymentResource {
    private final DdiCaller caller;
    private final GroupCommit words;
    private final Deployments deployments;
    private final Rollouts rollouts;

    @Inject
    DeploymentResource(DdiCaller caller, GroupCommit words, Deployments deployments, Rollouts rollouts) {
        this.caller = caller;
        this.words = words;
        this.deployments = deployments;
        this.rollouts = rollouts;
    }

    @GET
    @Path("/deploymentBase/{actionId}")
    @PermitAll
    @NonBlocking
    public Uni<DdiJson.DeploymentBase> get(
            @PathParam("actionId") int actionId, @QueryParam("actionHistory") @DefaultValue("0") int history) {
        return caller.entered()
                .chain(deviceId -> words.hear(new Word.Look(deviceId, actionId)))
                // The commit may be faster than we are: then this would go on with the thread that reads requests, and
                // ask the database.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(answer -> switch (answer) {
                    case Answer.Shown(RolloutCar update, String hardwareId) ->
                        document(
                                update,
                                deployments.deployment(
                                        update,
                                        hardwareId,
                                        caller.links(update.car().vehicleId())),
                                actionId,
                                history);
                    case Answer.Refused(Answer.Reason reason) -> throw Replies.refusal(reason);
                    case Answer.Taken _ -> throw new IllegalStateException("a look is shown something, or refused");
                });
    }

    @POST
    @Path("/deploymentBase/{actionId}/feedback")
    @PermitAll
    @NonBlocking
    public Uni<Response> feedback(@PathParam("actionId") int actionId, @Nullable JsonNode body) {
        Feedback feedback = DdiReader.feedback(body);
        return caller.entered()
                .chain(deviceId -> words.hear(new Word.OfUpdate(deviceId, actionId, feedback)))
                .map(Replies::of);
    }

    @GET
    @Path("/installedBase/{actionId}")
    @PermitAll
    @Transactional
    public DdiJson.DeploymentBase installed(
            @PathParam("actionId") int actionId, @QueryParam("actionHistory") @DefaultValue("0") int history) {
        String deviceId = caller.enter();
        RolloutCar update = rollouts.lockAction(deviceId, actionId)
                .filter(known -> known.car().isInstalled())
                .orElseThrow(() -> DdiException.unknown("this device has not installed that"));
        return document(update, deployments.deployment(update, caller.links(deviceId)), actionId, history);
    }

    private DdiJson.DeploymentBase document(
            RolloutCar update, DdiJson.Deployment deployment, int actionId, int history) {
        return new DdiJson.DeploymentBase(
                String.valueOf(actionId), deployment, deployments.history(update, actionId, history));
    }
}
