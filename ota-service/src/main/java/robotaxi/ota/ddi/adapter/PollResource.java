package robotaxi.ota.ddi.adapter;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import robotaxi.ota.ddi.Standing;
import robotaxi.ota.ddi.adapter.DdiJson.Link;
import robotaxi.ota.rollout.InstallTerms;

/** What a device asks every few minutes, answered from memory on the thread that reads the request. */
@Path("/{tenant}/controller/v1/{deviceId}")
@Produces({MediaType.APPLICATION_JSON, "application/hal+json"})
class PollResource {
    private final DdiGate gate;
    private final DdiConfig config;
    private final PollTimes times;
    private final InstantSource clock;
    private final DdiJson.Config behaviour;

    @Inject
    PollResource(DdiGate gate, DdiConfig config, PollTimes times, InstantSource clock) {
        this.gate = gate;
        this.config = config;
        this.times = times;
        this.clock = clock;
        Duration sleep = config.polling();
        this.behaviour = new DdiJson.Config(new DdiJson.Polling(
                "%02d:%02d:%02d".formatted(sleep.toHours(), sleep.toMinutesPart(), sleep.toSecondsPart())));
    }

    @GET
    @PermitAll
    @NonBlocking
    public Uni<Response> poll(
            @PathParam("tenant") String tenant,
            @PathParam("deviceId") String deviceId,
            @Context HttpServerRequest request) {
        return gate.enter(tenant, deviceId, request)
                .map(standing -> Uni.createFrom().item(answer(deviceId, standing, request)))
                .orElseGet(() -> Uni.createFrom()
                        .item(() -> answer(deviceId, gate.register(deviceId), request))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
    }

    private Response answer(String deviceId, Standing standing, HttpServerRequest request) {
        times.polled(deviceId, request.remoteAddress().hostAddress());
        String changes = changes(standing);
        String tag = "\"" + Integer.toHexString(behaviour.hashCode()) + "-" + changes + "\"";
        if (tag.equals(request.getHeader("If-None-Match"))) {
            return Response.notModified().header("ETag", tag).build();
        }
        DdiLinks links = DdiLinks.of(config, deviceId, request);
        return Response.ok(new DdiJson.Base(behaviour, links(standing, links, changes)))
                .header("ETag", tag)
                .build();
    }

    private static Map<String, Link> links(Standing standing, DdiLinks to, String changes) {
        Map<String, Link> links = new LinkedHashMap<>();
        switch (standing.task()) {
            case Standing.Task.Rest _ -> {}
            case Standing.Task.Install install ->
                links.put("deploymentBase", to.to("deploymentBase/" + install.actionId() + "?c=" + changes));
            // Clients put "/feedback" behind this one.
            case Standing.Task.Cancel cancel -> links.put("cancelAction", to.to("cancelAction/" + cancel.actionId()));
            case Standing.Task.Consent consent ->
                links.put("confirmationBase", to.to("confirmationBase/" + consent.actionId() + "?c=" + changes));
        }
        if (standing.installedAction() != 0) {
            links.put("installedBase", to.to("installedBase/" + standing.installedAction()));
        }
        if (standing.attributesWanted()) {
            links.put("configData", to.to("configData"));
        }
        return links;
    }

    /** All that an answer depends on, in a few letters. */
    private String changes(Standing standing) {
        StringBuilder changes = new StringBuilder();
        switch (standing.task()) {
            case Standing.Task.Rest _ -> changes.append('r');
            case Standing.Task.Install install -> changes.append('i').append(install.actionId());
            case Standing.Task.Cancel cancel -> changes.append('c').append(cancel.actionId());
            case Standing.Task.Consent consent -> changes.append('a').append(consent.actionId());
        }
        if (standing.update() != null) {
            InstallTerms terms = standing.update().terms();
            Instant now = clock.instant();
            changes.append(terms.forced(now) ? 'f' : 's').append(terms.open(now) ? 'o' : 'n');
        }
        return changes.append(standing.attributesWanted() ? 'w' : 'k')
                .append(standing.installedAction())
                .toString();
    }
}
