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

/** What a watched car shows. Begun, renewed and ended by the watch itself, which goes through the proxy. */
@Path("/api/live/views/{vehicleId}/{watchId}")
@Authenticated
public class LiveViewStream {
    private static final Pattern ID = Pattern.compile("(?!\\.+$)[A-Za-z0-9._-]{1,64}");

    private final EventRelay relay;

    @Inject
    LiveViewStream(EventRelay relay) {
        this.relay = relay;
    }

    /** Until the watch ends. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    public Multi<String> follow(@PathParam("vehicleId") String vehicleId, @PathParam("watchId") String watchId) {
        if (!ID.matcher(vehicleId).matches() || !ID.matcher(watchId).matches()) {
            throw new NotFoundException();
        }
        return relay.follow(Upstream.INCIDENT, "/v1/live-views/" + vehicleId + "/watches/" + watchId);
    }
}
