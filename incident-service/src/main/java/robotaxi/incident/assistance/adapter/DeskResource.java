package robotaxi.incident.assistance.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;
import robotaxi.incident.assistance.WorkDesk;
import robotaxi.kit.security.Roles;

/** A person's seat at the desk, and the queue that all see. */
@Path("/v1/assistance")
@RolesAllowed({Roles.OPERATOR, Roles.SAFETY})
class DeskResource {
    private final WorkDesk desk;
    private final QueueFeed feed;
    private final AssistConfig config;
    private final SecurityIdentity caller;

    @Inject
    DeskResource(WorkDesk desk, QueueFeed feed, AssistConfig config, SecurityIdentity caller) {
        this.desk = desk;
        this.feed = feed;
        this.config = config;
        this.caller = caller;
    }

    /**
     * A sign of life.
     *
     * @param ready whether the next question may come by itself
     * @param place where the person sits
     * @param licence which driving licence the person holds
     */
    public record Seat(
            @Nullable Boolean ready,
            @Nullable String place,
            @Nullable String licence) {}

    /** What the person holds, if anything; it is kept for so long. */
    public record Held(String name, @Nullable TicketJson ticket, long leaseMillis, long frameAgeMillis) {}

    /** A sign of life: said every 5 s it keeps the claim, and with {@code ready} brings the next question. */
    @PUT
    @Path("/desk")
    @Transactional
    public Held sit(@Nullable Seat seat) {
        boolean ready = seat != null && Boolean.TRUE.equals(seat.ready());
        String place = seat == null || seat.place() == null ? "" : ReportWire.text(seat.place());
        String licence = seat == null || seat.licence() == null ? "" : ReportWire.text(seat.licence());
        String person = caller.getPrincipal().getName();
        return new Held(
                person,
                desk.sit(person, ready, place, licence).map(TicketJson::of).orElse(null),
                config.lease().toMillis(),
                config.frameAge().toMillis());
    }

    /** The queue: all of it first, then each change, and a beat a second. */
    @GET
    @Path("/queue")
    @RolesAllowed({Roles.OPERATOR, Roles.SAFETY, Roles.AUDITOR})
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    public Multi<String> queue() {
        return feed.watch();
    }
}
