package robotaxi.console.live.adapter;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestStreamElementType;
import robotaxi.console.proxy.Upstream;

/** The assistance desk's streams. */
@Path("/api/live/assistance")
@Authenticated
public class AssistanceStreams {
    private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final EventRelay relay;

    @Inject
    AssistanceStreams(EventRelay relay) {
        this.relay = relay;
    }

    /** The queue. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    public Multi<String> queue() {
        return relay.follow(Upstream.INCIDENT, "/v1/assistance/queue");
    }

    /** What one car shows. */
    @GET
    @Path("/{ticket}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    public Multi<String> ticket(@PathParam("ticket") String ticket) {
        if (!TICKET.matcher(ticket).matches()) {
            throw new NotFoundException();
        }
        return relay.follow(Upstream.INCIDENT, "/v1/assistance/tickets/" + ticket + "/live");
    }
}
