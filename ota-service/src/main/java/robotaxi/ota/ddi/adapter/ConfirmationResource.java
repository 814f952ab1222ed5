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
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import robotaxi.ota.ddi.AnswerDevices;
import robotaxi.ota.ddi.Devices;
import robotaxi.ota.rollout.RolloutCar;

/** Whether somebody at a device agrees to its updates. */
@Admitted
@Path("/{tenant}/controller/v1/{deviceId}/confirmationBase")
@Produces({MediaType.APPLICATION_JSON, "application/hal+json"})
@Consumes({MediaType.APPLICATION_JSON, "application/hal+json"})
class ConfirmationResource {
    private final DdiCaller caller;
    private final AnswerDevices answers;
    private final Devices devices;
    private final Deployments deployments;

    @Inject
    ConfirmationResource(DdiCaller caller, AnswerDevices answers, Devices devices, Deployments deployments) {
        this.caller = caller;
        this.answers = answers;
        this.devices = devices;
        this.deployments = deployments;
    }

    @GET
    @PermitAll
    @Transactional
    public DdiJson.Consent state() {
        String deviceId = caller.enter();
        DdiLinks to = caller.links(deviceId);
        Map<String, DdiJson.Link> links = new LinkedHashMap<>();
        DdiJson.AutoConfirm automatic = devices.autoConsent(deviceId)
                .map(consent -> new DdiJson.AutoConfirm(
                        true,
                        consent.initiator(),
                        consent.remark(),
                        consent.since().toEpochMilli()))
                .orElseGet(() -> new DdiJson.AutoConfirm(false, null, null, null));
        String other = automatic.active() ? "deactivateAutoConfirm" : "activateAutoConfirm";
        links.put(other, to.to("confirmationBase/" + other));
        devices.listAwaitingConsent(deviceId).stream()
                .findFirst()
                .ifPresent(action -> links.put("confirmationBase", to.to("confirmationBase/" + action)));
        return new DdiJson.Consent(automatic, links);
    }

    @GET
    @Path("/{actionId}")
    @PermitAll
    @Transactional
    public DdiJson.ConfirmationBase get(
            @PathParam("actionId") int actionId, @QueryParam("actionHistory") @DefaultValue("0") int history) {
        String deviceId = caller.enter();
        RolloutCar update = answers.awaitingConsent(deviceId, actionId)
                .orElseThrow(() -> DdiException.unknown("no such update waits for consent"));
        return new DdiJson.ConfirmationBase(
                String.valueOf(actionId),
                deployments.deployment(update, caller.links(deviceId)),
                deployments.history(update, actionId, history));
    }

    @POST
    @Path("/{actionId}/feedback")
    @PermitAll
    @Transactional
    public Response feedback(@PathParam("actionId") int actionId, @Nullable JsonNode body) {
        String deviceId = caller.enter();
        String word = DdiReader.text(body, "confirmation");
        if (body == null || !(word.equals("confirmed") || word.equals("denied"))) {
            throw DdiException.malformed("confirmation is confirmed or denied");
        }
        return Replies.of(answers.consent(deviceId, actionId, word.equals("confirmed"), DdiReader.messages(body)));
    }

    @POST
    @Path("/activateAutoConfirm")
    @PermitAll
    @Transactional
    public Response activate(@Nullable JsonNode body) {
        String deviceId = caller.enter();
        String initiator = body == null ? deviceId : body.path("initiator").asText(deviceId);
        String remark = body == null ? "" : body.path("remark").asText("");
        if (!answers.consentAlways(deviceId, initiator, remark)) {
            throw DdiException.conflict("this device agrees by itself already");
        }
        return Replies.ok();
    }

    @POST
    @Path("/deactivateAutoConfirm")
    @Consumes(MediaType.WILDCARD)
    @PermitAll
    @Transactional
    public Response deactivate() {
        devices.saveAutoConsent(caller.enter(), null);
        return Replies.ok();
    }
}
