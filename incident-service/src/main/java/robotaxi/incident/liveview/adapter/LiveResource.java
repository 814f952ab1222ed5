package robotaxi.incident.liveview.adapter;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestStreamElementType;
import robotaxi.incident.liveview.LiveError;
import robotaxi.incident.liveview.LiveViews;
import robotaxi.incident.liveview.WatchCars;
import robotaxi.incident.liveview.WatchCars.Answer;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.problem.Problems;
import robotaxi.kit.security.Roles;

/** A person watches a car. The roles are those that see a car's pictures at the assistance desk. */
@Path("/v1/live-views/{vehicleId}/watches/{watchId}")
@RolesAllowed({Roles.OPERATOR, Roles.SAFETY})
class LiveResource {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final WatchCars watching;
    private final LiveViews views;
    private final ViewFeed feed;
    private final LiveConfig config;
    private final SecurityIdentity caller;

    @Inject
    LiveResource(WatchCars watching, LiveViews views, ViewFeed feed, LiveConfig config, SecurityIdentity caller) {
        this.watching = watching;
        this.views = views;
        this.feed = feed;
        this.config = config;
        this.caller = caller;
    }

    /** How the watch stands, and for how long without being renewed. */
    public record Watching(WatchJson watch, long leaseMillis) {}

    /** Begins, or goes on: said every 5 s it keeps the watch. */
    @PUT
    @Transactional
    public Response watch(@PathParam("vehicleId") String vehicleId, @PathParam("watchId") String watchId) {
        named(vehicleId, watchId);
        return switch (watching.watch(vehicleId, watchId, person())) {
            case Answer.Watching now ->
                Response.ok(new Watching(
                                WatchJson.of(now.view(), views.watches(vehicleId)),
                                config.lease().toMillis()))
                        .build();
            case Answer.Full _ -> Problems.of(LiveError.FULL, null);
            case Answer.NotYours _ -> Problems.of(LiveError.UNKNOWN, watchId);
        };
    }

    /** Ends. */
    @DELETE
    @Transactional
    public void stop(@PathParam("vehicleId") String vehicleId, @PathParam("watchId") String watchId) {
        named(vehicleId, watchId);
        watching.stop(vehicleId, watchId, person());
    }

    /** What the car shows, to whoever watches it. */
    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    public Multi<String> follow(@PathParam("vehicleId") String vehicleId, @PathParam("watchId") String watchId) {
        named(vehicleId, watchId);
        boolean watches = views.watches(vehicleId).stream()
                .anyMatch(watch -> watch.id().equals(watchId) && watch.person().equals(person()));
        if (!watches) {
            throw new FleetException(LiveError.UNKNOWN, watchId);
        }
        return feed.follow(vehicleId, watchId);
    }

    private static void named(String vehicleId, String watchId) {
        if (!ID.matcher(vehicleId).matches() || !ID.matcher(watchId).matches()) {
            throw new FleetException(LiveError.MALFORMED, "ids have letters, digits, dots and dashes, 64 at most");
        }
    }

    private String person() {
        return caller.getPrincipal().getName();
    }
}
