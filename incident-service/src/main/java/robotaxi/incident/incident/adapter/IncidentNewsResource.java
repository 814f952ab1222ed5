package robotaxi.incident.incident.adapter;

import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.jspecify.annotations.Nullable;
import robotaxi.kit.security.Roles;

/** Incidents as they happen and change. */
@Path("/v1/incidents/events")
@RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
public class IncidentNewsResource {
    private final IncidentNews news;

    @Inject
    IncidentNewsResource(IncidentNews news) {
        this.news = news;
    }

    /** Each change of an incident as an event of the change's name, with the incident as it is; Last-Event-ID goes on from there. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Transactional
    public Multi<OutboundSseEvent> follow(
            @Nullable @HeaderParam("Last-Event-ID") String lastEventId, @Context Sse sse) {
        return news.follow(sse, IncidentNews.number(lastEventId));
    }
}
