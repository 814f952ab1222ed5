package robotaxi.dispatch.city.adapter;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.locationtech.jts.geom.Envelope;
import robotaxi.dispatch.market.adapter.DispatchConfig;
import robotaxi.dispatch.ride.RideError;
import robotaxi.dispatch.routing.adapter.GraphHopperRoads;
import robotaxi.kit.problem.FleetException;
import robotaxi.kit.security.Roles;

/** The cities that we serve, and how they look. */
@Path("/v1/markets")
@ApplicationScoped
public class CityResource {
    private final DispatchConfig config;
    private final GraphHopperRoads roads;
    private CompletableFuture<byte[]> drawing = new CompletableFuture<>();

    @Inject
    CityResource(DispatchConfig config, GraphHopperRoads roads) {
        this.config = config;
        this.roads = roads;
    }

    /** Drawn once, beside the start. */
    void onStart(@Observes StartupEvent event) {
        drawing = CompletableFuture.supplyAsync(
                () -> CityMap.draw(roads, config.market().map()));
    }

    /**
     * A city.
     *
     * @param bounds west, south, east, north, degrees
     */
    public record MarketJson(String marketId, String name, List<Double> bounds, String attribution) {}

    /** All markets. */
    @GET
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR, Roles.SAFETY, Roles.RELEASE_MANAGER, Roles.AUDITOR})
    public List<MarketJson> list() {
        Envelope box = roads.area().getEnvelopeInternal();
        return List.of(new MarketJson(
                config.market().id(),
                config.market().name(),
                List.of(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()),
                "© OpenStreetMap contributors"));
    }

    /** Roads, water, green, buildings and the operating area. */
    @GET
    @Path("/{id}/map")
    @Produces("application/geo+json")
    @RolesAllowed({Roles.RIDER, Roles.PARTNER, Roles.OPERATOR, Roles.SAFETY, Roles.RELEASE_MANAGER, Roles.AUDITOR})
    public Response map(@PathParam("id") String id) {
        if (!id.equals(config.market().id())) {
            throw new FleetException(RideError.UNKNOWN, "There is no market " + id);
        }
        return Response.ok(drawing.join())
                .header("Cache-Control", "private, max-age=3600")
                .build();
    }
}
